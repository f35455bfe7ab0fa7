import { sql } from 'drizzle-orm';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { idArray } from '../duty/sql-values.ts';
import { countsOn, longestCompletion } from '../duty/standing-sql.ts';
import { obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';

/** What something is about: ids of products, systems or roles, whichever they are, and slugs of products and systems. */
export type TrainingSubject = { ids: readonly string[]; slugs: readonly string[] };

/** Whether somebody has done a module. `expired`: did it, and it counts no more. */
export type TrainingStanding = {
	slug: string;
	title: LocalizedText;
	state: 'done' | 'expired' | 'open' | 'overdue' | 'not_assigned';
	/** When it was done last. */
	doneAt: Date | null;
	validUntil: string | null;
	dueOn: string | null;
};

/**
 * Whether a person did the modules that teach what something is about, on a day of the town's calendar. One query. Asks
 * nothing of the reader: whoever calls it has asked.
 */
export async function standingAbout(
	db: DbOrTx,
	personId: string,
	about: TrainingSubject,
	today: string
): Promise<TrainingStanding[]> {
	if (about.ids.length + about.slugs.length === 0) return [];
	const ids = idArray(about.ids);
	const slugs = sql`(select jsonb_array_elements_text(${JSON.stringify(about.slugs)}::jsonb))`;
	const rows = await db.execute<Row>(sql`
		with named as (
			select slug from ${softwareProduct} where id = any(${ids}) or slug in ${slugs}
			union
			select i.slug from ${informationSystem} i
			where i.id = any(${ids}) or i.slug in ${slugs}
				or exists (select from ${systemRole} l where l.system_id = i.id and l.id = any(${ids}))
		)
		select m.slug, m.titles, o.id is not null as open, o.due_on as "dueOn",
			coalesce(o.due_on < ${today}::date, false) as overdue,
			c.completed_at as "doneAt", c.valid_until as "validUntil",
			not ${countsOn(sql`c.valid_until`, today)} as expired
		from ${trainingModule} m
		left join ${obligation} o on o.module_id = m.id and o.person_id = ${personId}::uuid
			and o.closed_at is null
		left join lateral (
			${longestCompletion(sql`${personId}::uuid`, sql`m.id`)}
		) c on true
		where m.active and m.edition_id is not null
			and exists (select from named where m.facts->'software' ? named.slug)
		order by m.slug`);
	return rows.map(({ slug, titles, doneAt, validUntil, dueOn, ...row }) => ({
		slug,
		title: moduleTitle(titles),
		state: stateOf({ ...row, done: doneAt !== null }),
		doneAt: doneAt === null ? null : new Date(doneAt),
		validUntil,
		dueOn
	}));
}

type Row = {
	slug: string;
	titles: Partial<Record<Locale, string>>;
	open: boolean;
	overdue: boolean;
	expired: boolean;
	doneAt: string | null;
	validUntil: string | null;
	dueOn: string | null;
};

function stateOf(row: {
	open: boolean;
	overdue: boolean;
	expired: boolean;
	done: boolean;
}): TrainingStanding['state'] {
	// Also when an earlier completion still counts: a new version or a renewal asks for it again.
	if (row.open) return row.overdue ? 'overdue' : 'open';
	if (row.done) return row.expired ? 'expired' : 'done';
	return 'not_assigned';
}
