import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Figures } from '#lib/training/authoring/figures.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { idArray } from '../duty/sql-values.ts';
import { countsOn } from '../duty/standing-sql.ts';
import { completion, obligation } from '../duty/tables.ts';
import { readingPlace } from '../reading/tables.ts';
import { seenPeople } from './seen-people.ts';

/**
 * Who has to do with these modules (null: all): rows `person_id`, `module_id`, `unit_id`, `assigned`, `overdue`,
 * `started`, `passed`, `minutes`, `place` (the page somebody who has not passed is at). Only people who work here, and
 * of them those the reader may see.
 */
export function learnersOf(actor: Actor, moduleIds: readonly string[] | null, today: string): SQL {
	const of = (column: SQL) =>
		moduleIds === null ? sql`true` : sql`${column} = any(${idArray(moduleIds)})`;
	const seen = seenPeople(actor) ?? sql`true`;
	return sql`
		select met.person_id, met.module_id, p.unit_id, bool_or(met.assigned or met.passed) as assigned,
			bool_or(met.overdue) as overdue, bool_or(met.started or met.passed) as started,
			bool_or(met.passed) as passed, max(met.minutes) as minutes,
			case when not bool_or(met.passed) then max(met.place) end as place
		from (
			select person_id, module_id, true as assigned, coalesce(due_on < ${today}::date, false) as overdue,
				false as started, false as passed, null::int as minutes, null::text as place
			from ${obligation} where closed_at is null and ${of(sql`module_id`)}
			union all
			select person_id, module_id, false, false, true, false, null, page_id
			from ${readingPlace} where ${of(sql`module_id`)}
			union all
			select person_id, module_id, false, false, false,
				${countsOn(sql`valid_until`, today)},
				case when kind in ('read', 'passed') then minutes end, null
			from ${completion} where revoked_at is null and ${of(sql`module_id`)}
		) met join ${person} p on p.id = met.person_id and p.status = 'active' and ${seen}
		group by met.person_id, met.module_id, p.unit_id`;
}

/** The counts over rows of `learnersOf`, as columns of a select. */
export const figureColumns = sql`
	count(*) filter (where who.assigned)::int as assigned,
	count(*) filter (where who.started)::int as started,
	count(*) filter (where who.passed)::int as passed,
	count(*) filter (where who.overdue)::int as overdue,
	(percentile_cont(0.5) within group (order by who.minutes))::int as "medianMinutes"`;

export const noFigures: Figures = {
	assigned: 0,
	started: 0,
	passed: 0,
	overdue: 0,
	medianMinutes: null
};

/** How many people were given each of these modules, began it, passed it, are late. Throws Forbidden. */
export async function moduleFigures(
	db: DbOrTx,
	actor: Actor,
	moduleIds: readonly string[],
	now: Date
): Promise<Map<string, Figures>> {
	if (moduleIds.length === 0) return new Map();
	const rows = await db.execute<Figures & { moduleId: string }>(sql`
		select who.module_id as "moduleId", ${figureColumns}
		from (${learnersOf(actor, moduleIds, isoDay(now))}) who group by who.module_id`);
	return new Map(rows.map(({ moduleId, ...figures }) => [moduleId, figures]));
}
