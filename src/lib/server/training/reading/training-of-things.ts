import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { ThingTraining } from '#lib/training/thing-training.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { learnerState, longestCompletion } from '../duty/standing-sql.ts';
import { obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { heldSlugs } from './held-slugs.ts';

type Row = Omit<ThingTraining, 'title'> & { titles: Partial<Record<Locale, string>> };

/** More modules about one thing are a list of their own. */
const MOST_OF_A_THING = 3;

/**
 * The modules that teach what somebody holds, each with the product or system it is about and where they stand with
 * it: of each thing the first few, what is to be done before what is done. Everybody, for themselves. One query.
 */
export async function trainingOfThings(
	db: DbOrTx,
	actor: Actor,
	now: Date
): Promise<ThingTraining[]> {
	const today = isoDay(now);
	const me = sql`${actor.personId}::uuid`;
	const rows = await db.execute<Row>(sql`
		with known as (
			select held.slug as about, m.slug, m.titles, ${learnerState(today)} as state
			from (${heldSlugs(db, actor.personId)}) held
			join ${trainingModule} m on m.facts -> 'software' ? held.slug and m.active
				and m.edition_id is not null
			left join ${obligation} o on o.module_id = m.id and o.person_id = ${me} and o.closed_at is null
			left join lateral (${longestCompletion(me, sql`m.id`)}) c on true
		), placed as (
			select known.*, (count(*) over (partition by about))::int as "inAll",
				row_number() over (partition by about order by array_position(
					array['overdue', 'due', 'expired', 'expiring', 'not_assigned', 'done'], state), slug) as place
			from known
		)
		select about, slug, titles, state, "inAll" from placed where place <= ${MOST_OF_A_THING}
		order by about, place`);
	return rows.map(({ titles, ...row }) => ({ ...row, title: moduleTitle(titles) }));
}
