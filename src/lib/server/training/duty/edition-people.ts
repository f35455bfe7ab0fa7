import { sql, type SQL } from 'drizzle-orm';
import { person } from '#lib/server/people/tables.ts';
import { countsOn, longestCompletion } from './standing-sql.ts';
import { completion, obligation } from './tables.ts';

/** Where people may stand with a module when its next edition comes. */
export const CYCLE_STATES = ['open', 'completed', 'expired'] as const;
export type CycleState = (typeof CYCLE_STATES)[number];

/** For whom a major edition opens a new cycle unless its author says otherwise. */
export const USUAL_STATES: readonly CycleState[] = ['open', 'completed'];

/**
 * Everybody who works here and has to do with a module: rows `person_id`, `state`, `assigned` (was ever obliged),
 * `rule_id` (of the last obligation), `completion_id` and `edition_id` (of the completion that counts longest).
 */
export const editionPeople = (moduleId: string, today: string): SQL => sql`
	select met.person_id, last.rule_id, last.cycle is not null as assigned,
		c.id as completion_id, c.edition_id,
		case when last.cycle is not null and last.closed_at is null then 'open'
			when c.id is null then 'none'
			when ${countsOn(sql`c.valid_until`, today)} then 'completed'
			else 'expired' end as state
	from (
		select person_id from ${obligation} where module_id = ${moduleId}::uuid
		union select person_id from ${completion} where module_id = ${moduleId}::uuid
	) met
	join ${person} p on p.id = met.person_id and p.status = 'active'
	left join lateral (
		select o.cycle, o.closed_at, o.rule_id from ${obligation} o
		where o.person_id = met.person_id and o.module_id = ${moduleId}::uuid
		order by o.cycle desc limit 1
	) last on true
	left join lateral (
		${longestCompletion(sql`met.person_id`, sql`${moduleId}::uuid`)}
	) c on true`;

/** The people among them for whom a major edition opens a new cycle. */
export const inStates = (states: readonly CycleState[]): SQL =>
	sql`who.assigned and who.state in (select jsonb_array_elements_text(${JSON.stringify(states)}::jsonb))`;
