import { sql } from 'drizzle-orm';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { LearnerState } from '#lib/training/obligation.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { idArray } from '../duty/sql-values.ts';
import { learnerState, longestCompletion } from '../duty/standing-sql.ts';
import { obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';

/** What something is about: ids of products, systems or roles, whichever they are, and slugs of products and systems. */
export type TrainingSubject = { ids: readonly string[]; slugs: readonly string[] };

/** Whether somebody has done a module. */
export type TrainingStanding = {
	slug: string;
	title: LocalizedText;
	state: LearnerState;
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
		select m.slug, m.titles, ${learnerState(today)} as state, o.due_on as "dueOn",
			c.completed_at as "doneAt", c.valid_until as "validUntil"
		from ${trainingModule} m
		left join ${obligation} o on o.module_id = m.id and o.person_id = ${personId}::uuid
			and o.closed_at is null
		left join lateral (
			${longestCompletion(sql`${personId}::uuid`, sql`m.id`)}
		) c on true
		where m.active and m.edition_id is not null
			and exists (select from named where m.facts->'software' ? named.slug)
		order by m.slug`);
	return rows.map(({ titles, doneAt, ...row }) => ({
		...row,
		title: moduleTitle(titles),
		doneAt: doneAt === null ? null : new Date(doneAt)
	}));
}

type Row = Omit<TrainingStanding, 'title' | 'doneAt'> & {
	titles: Partial<Record<Locale, string>>;
	doneAt: string | null;
};
