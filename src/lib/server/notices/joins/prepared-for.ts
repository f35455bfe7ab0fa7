import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { countsOn, longestCompletion } from '#lib/server/training/duty/standing-sql.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { audienceParts } from '../audience/derive-audience.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';

/** How far people are ready for a change: of those whom it concerns, how many have done its training. */
export type Prepared = {
	key: string;
	slug: string;
	title: LocalizedText;
	prepared: number;
	people: number;
};

/**
 * How many of a notice's readers have done the training module it names, with a completion that counts today; before
 * the announcement, of those whom it would reach. Undefined for a notice that names none. One query. Asks nothing of
 * the reader: whoever calls it has asked.
 */
export async function preparedFor(
	db: DbOrTx,
	noticeId: string,
	now: Date
): Promise<Prepared | undefined> {
	const today = isoDay(now);
	const [found] = await db.execute<Omit<Prepared, 'title'> & { titles: Titles }>(sql`
		with recursive ${audienceParts({ noticeId }, today)},
		concerned (person_id) as (
			select person_id from ${noticeReader} where notice_id = ${noticeId}::uuid
			union all
			select person_id from reader where exists (
				select from ${notice} d where d.id = ${noticeId}::uuid and d.state = 'draft')
		)
		select m.key, m.slug, m.titles,
			(select count(*)::int from concerned) as people,
			(select count(*)::int from concerned r
				cross join lateral (${longestCompletion(sql`r.person_id`, sql`m.id`)}) c
				where ${countsOn(sql`c.valid_until`, today)}) as prepared
		from ${notice} n join ${trainingModule} m on m.key = n.module_key
		where n.id = ${noticeId}::uuid`);
	if (!found) return undefined;
	const { titles, ...rest } = found;
	return { ...rest, title: moduleTitle(titles) };
}

type Titles = Partial<Record<Locale, string>>;
