import { sql, type SQL } from 'drizzle-orm';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { person, roleGrant, unit } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { reviewLine, reviewReviewer } from './tables.ts';

/** What a round looks at: everything, the rights in one system, or the people of one unit and below. */
export type ReviewScope = { systemId: string | null; unitId: string | null };

/** A right in force on the day or later, as `r`. */
const liveRight = (today: string): SQL =>
	sql`r.ended_at is null and (r.valid_until is null or r.valid_until >= ${today}::date)`;

/**
 * Who answers for the people of `people` (a select of ids), as a relation person_id, reviewer_id: the line manager; for
 * those without one, the head of their unit or of the nearest unit above; where there is nobody, an administrator of the
 * whole town. Never the person, nor somebody who has left; null where nobody is left to ask.
 */
export const reviewersOf = (people: SQL): SQL => sql`
	select p.id as person_id, coalesce(
		(select m.id from ${person} m where m.id = p.manager_id and m.status = 'active'),
		(select h.id from ${unit} own
			cross join unnest(own.ancestor_ids) with ordinality above(unit_id, depth)
			join ${unit} u on u.id = above.unit_id
			join ${person} h on h.id = u.head_id and h.status = 'active' and h.id <> p.id
			where own.id = p.unit_id order by above.depth desc limit 1),
		(select a.id from ${roleGrant} g
			join ${person} a on a.id = g.person_id and a.status = 'active' and a.id <> p.id
			where g.role = 'admin' and g.unit_id is null order by a.name, a.id limit 1)
	) as reviewer_id
	from ${person} p where p.id in (${people})`;

/**
 * The lines that a round would have if it were opened on the day, as a relation person_id, right_id, seat_id, reviewer_id:
 * one for each right and seat of everybody who works here. In a round about one system its owner answers, and for the
 * owner's own rights whoever answers for the owner.
 */
export const plannedLines = ({ systemId, unitId }: ReviewScope, today: string): SQL => {
	const inUnit = unitId
		? sql`and p.unit_id in (select u.id from ${unit} u where u.ancestor_ids @> array[${unitId}::uuid])`
		: sql``;
	const inSystem = systemId ? sql`and sys.id = ${systemId}` : sql``;
	const seats = systemId
		? sql``
		: sql`union all
			select p.id, null::uuid, s.id, null::uuid from ${softwareSeat} s
			join ${person} p on p.id = s.person_id and p.status = 'active'
			where s.released_at is null ${inUnit}`;
	const owner = systemId ? sql`o.id` : sql`null::uuid`;
	return sql`
		with held as materialized (
			select p.id as person_id, r.id as right_id, null::uuid as seat_id, ${owner} as owner_id
			from ${accessRight} r
			join ${person} p on p.id = r.person_id and p.status = 'active'
			join ${systemRole} ro on ro.id = r.role_id
			join ${informationSystem} sys on sys.id = ro.system_id
			left join ${person} o on o.id = sys.owner_id and o.status = 'active' and o.id <> p.id
			where ${liveRight(today)} ${inUnit} ${inSystem}
			${seats}),
		who as materialized (${reviewersOf(sql`select person_id from held`)})
		select held.person_id, held.right_id, held.seat_id,
			coalesce(held.owner_id, who.reviewer_id) as reviewer_id
		from held join who on who.person_id = held.person_id`;
};

/**
 * Lines of rounds with what they are about: `l` the line, `p` the person, `r` the right with its role `ro` and system
 * `sys`, `s` the seat with its product `pr`, `t` the task that takes it away, `rr` the reviewer's row.
 */
export const linesFrom: SQL = sql`
	${reviewLine} l
	join ${person} p on p.id = l.person_id
	left join ${reviewReviewer} rr on rr.campaign_id = l.campaign_id and rr.reviewer_id = l.reviewer_id
	left join ${accessRight} r on r.id = l.right_id
	left join ${systemRole} ro on ro.id = r.role_id
	left join ${informationSystem} sys on sys.id = ro.system_id
	left join ${softwareSeat} s on s.id = l.seat_id
	left join ${softwareProduct} pr on pr.id = s.product_id
	left join ${accessTask} t on t.id = l.task_id`;

/** Is the right or seat of the line gone, by whatever way? Then it needs no answer. */
export const isOver = (today: string): SQL => sql`(p.status <> 'active' or case
	when l.right_id is not null then not (${liveRight(today)})
	else s.released_at is not null end)`;

/** A line that somebody is still to answer. */
export const needsAnswer = (today: string): SQL => sql`(l.answer is null and not ${isOver(today)})`;
