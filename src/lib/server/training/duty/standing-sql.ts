import { sql, type SQL } from 'drizzle-orm';
import { RENEWAL_WINDOW_DAYS, type LearnerState } from '#lib/training/obligation.ts';
import { completion } from './tables.ts';

/** `isValidOn` for a column: what ends on that day counts on `today`. */
export const countsOn = (validUntil: SQL, today: string): SQL =>
	sql`(${validUntil} is null or ${validUntil} >= ${today}::date)`;

/**
 * `isRenewalOpen` for a column: what ends on that day may be renewed on `today`. Null, which a condition takes for
 * false, where it counts for ever; so written that an index of the column serves.
 */
export const renewalOpenOn = (validUntil: SQL, today: string): SQL =>
	sql`(${validUntil} <= ${today}::date + ${RENEWAL_WINDOW_DAYS}::int)`;

/**
 * The completion of a person and a module that counts longest among those not revoked, as one row of the table: for
 * a lateral join, where `person` and `module` are columns of what stands before it.
 */
export const longestCompletion = (person: SQL, module: SQL): SQL => sql`
	select d.* from ${completion} d
	where d.person_id = ${person} and d.module_id = ${module} and d.revoked_at is null
	order by d.valid_until desc nulls first, d.completed_at desc, d.number desc limit 1`;

/**
 * How often somebody has completed a module, and when that was last told or taken back: rows `times`, `last_at`.
 * Changes looked through are no completion of the whole.
 */
export const completedTimes = (person: SQL, module: SQL): SQL => sql`
	select count(*)::int as times, max(coalesce(d.revoked_at, d.completed_at)) as last_at
	from ${completion} d
	where d.person_id = ${person} and d.module_id = ${module} and d.kind <> 'changes'`;

/**
 * From when on reading counts towards an open obligation `o`: `countsSince` for rows. A first cycle counts everything
 * ever read.
 */
export const openCountsSince = (): SQL => sql`
	case when o.origin in ('renewal', 'edition')
		or exists (select from (${completedTimes(sql`o.person_id`, sql`o.module_id`)}) done where done.times > 0)
	then o.assigned_at end`;

/**
 * Where somebody stands on `today`, of rows with their open obligation `o` and longest completion `c`, if any; rows that
 * have one of both are never `not_assigned`.
 */
export const learnerState = <S extends LearnerState = LearnerState>(
	today: string
): SQL<S> => sql<S>`case
	when o.due_on < ${today}::date then 'overdue'
	when o.id is not null then 'due'
	when c.id is null then 'not_assigned'
	when not ${countsOn(sql`c.valid_until`, today)} then 'expired'
	when ${renewalOpenOn(sql`c.valid_until`, today)} then 'expiring'
	else 'done' end`;
