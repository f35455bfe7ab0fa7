import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { staffChange, staffChangeLine } from './tables.ts';

/** A line of the change that nobody has decided. */
export const undecided = () => sql`exists (
	select from ${staffChangeLine} l where l.change_id = ${staffChange.id} and l.decided is null)`;

/**
 * Whether what was to happen with a line (`l`, of the change `c`) has happened, as the registers say; what is kept needs
 * nothing.
 */
export const lineDone = sql`case
	when coalesce(l.decided, l.proposed) = 'keep' then true
	when l.done_at is not null then true
	when c.kind = 'joiner' then false
	when coalesce(l.decided, l.proposed) = 'drop' then case
		when l.right_id is not null then
			exists (select from ${accessRight} r where r.id = l.right_id and r.ended_at is not null)
		when l.seat_id is not null then
			exists (select from ${softwareSeat} s where s.id = l.seat_id and s.released_at is not null)
		else true end
	when l.role_id is not null then exists (
		select from ${accessRight} r
		where r.person_id = c.person_id and r.role_id = l.role_id and r.ended_at is null)
	when l.product_id is not null then exists (
		select from ${softwareSeat} s
		where s.person_id = c.person_id and s.product_id = l.product_id and s.released_at is null)
	else true end`;

/** Moves that have happened and of which nothing is left to do. */
export const settledMoves = () =>
	and(
		eq(staffChange.kind, 'mover'),
		eq(staffChange.state, 'open'),
		isNotNull(staffChange.appliedAt),
		sql`not exists (
			select from ${staffChangeLine} l join ${staffChange} c on c.id = l.change_id
			where l.change_id = ${staffChange.id} and (l.decided is null or not (${lineDone})))`
	);
