import { sql, type SQL } from 'drizzle-orm';
import { item, itemServes } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import {
	accessRight,
	informationSystem,
	systemDependency,
	systemRole
} from '#lib/server/systems/tables.ts';
import { affectedRows, choiceRows, type AudienceSource } from './audience-source.ts';

/**
 * The parts of a `with recursive` that an audience is made of, for a calendar day of the town:
 *
 * - `way (no, kind, target_id, how, via_id)`: in what ways the affected things reach people, and by way of what.
 * - `reached (person_id, ways)`: in what ways somebody is reached, each once although they have two rights, by number.
 *   Everybody, also those who left or are excluded: the readers are `reader`.
 * - `chosen (person_id, choice, reason)`: included and excluded by hand.
 * - `reader (person_id)`: active people who are reached or included, and not excluded.
 *
 * A system reaches holders of valid rights in it, and in all that need it, however far (`union` ends circles). A role
 * its holders; software those with a seat; a device its holder, people at the places it serves, and holders of rights
 * in what needs it; a place those who work there or in places within it, and holders of rights in what stands there;
 * a unit its whole subtree. Somebody who is to begin next week is active: the work may be next week too.
 *
 * Ways are numbered first, since there are few of them and hundreds of thousands of times somebody is reached.
 */
export function audienceParts(source: AudienceSource, today: string): SQL {
	return sql`
		affected as materialized (${affectedRows(source)}),
		chosen as materialized (${choiceRows(source)}),
		reached_place (kind, target_id, via_id, place_id) as (
			select kind, target_id, null::uuid, target_id from affected where kind = 'place'
			union
			select a.kind, a.target_id, s.place_id, s.place_id
			from affected a join ${itemServes} s on s.item_id = a.target_id where a.kind = 'item'
			union
			select outer_place.kind, outer_place.target_id, outer_place.via_id, inner_place.id
			from reached_place outer_place join ${place} inner_place
				on inner_place.parent_id = outer_place.place_id
		),
		dependant (kind, target_id, system_id) as (
			select a.kind, a.target_id, d.system_id from affected a
			join ${systemDependency} d on d.needs_kind = a.kind and d.needs_id = a.target_id
			where a.kind in ('system', 'item')
			union
			select r.kind, r.target_id, d.system_id from reached_place r
			join ${systemDependency} d on d.needs_kind = 'place' and d.needs_id = r.place_id
			where r.kind = 'place'
			union
			select c.kind, c.target_id, d.system_id from dependant c
			join ${systemDependency} d on d.needs_kind = 'system' and d.needs_id = c.system_id
		),
		step (kind, target_id, how, via_id, by_kind, by_id) as (
			select a.kind, a.target_id, 'right', l.id, 'role', l.id from affected a
			join ${systemRole} l on l.system_id = a.target_id where a.kind = 'system'
			union all
			select d.kind, d.target_id, 'depends', d.system_id, 'role', l.id from dependant d
			join ${systemRole} l on l.system_id = d.system_id where d.system_id <> d.target_id
			union all
			select kind, target_id, case when kind = 'item' then 'served' else 'place' end, via_id,
				'place', place_id from reached_place
			union all
			select kind, target_id, case kind when 'role' then 'right' when 'software' then 'seat'
				when 'item' then 'holds' else kind end, null, kind, target_id
			from affected where kind in ('role', 'software', 'item', 'unit', 'person')
		),
		numbered as materialized (
			select dense_rank() over (order by kind, target_id, how, via_id)::int as no, step.* from step
		),
		way as materialized (select distinct no, kind, target_id, how, via_id from numbered),
		hit (person_id, no) as (
			select h.person_id, s.no from numbered s
			join ${accessRight} h on h.role_id = s.by_id and h.ended_at is null
				and h.valid_from <= ${today}::date
				and (h.valid_until is null or h.valid_until >= ${today}::date)
			where s.by_kind = 'role'
			union all
			select h.person_id, s.no from numbered s
			join ${softwareSeat} h on h.product_id = s.by_id and h.released_at is null
			where s.by_kind = 'software'
			union all
			select i.holder_id, s.no from numbered s
			join ${item} i on i.id = s.by_id and i.holder_id is not null where s.by_kind = 'item'
			union all
			select p.id, s.no from numbered s join ${person} p on p.place_id = s.by_id
			where s.by_kind = 'place'
			union all
			select p.id, s.no from numbered s join ${unit} u on u.ancestor_ids @> array[s.by_id]
			join ${person} p on p.unit_id = u.id where s.by_kind = 'unit'
			union all
			select by_id, no from numbered where by_kind = 'person'
		),
		reached (person_id, ways) as materialized (
			select person_id, array_agg(distinct no order by no) from hit group by person_id
		),
		reader (person_id) as materialized (
			select p.id from ${person} p
			where p.status = 'active'
				and (p.id in (select person_id from reached)
					or p.id in (select person_id from chosen where choice = 'include'))
				and p.id not in (select person_id from chosen where choice = 'exclude')
		)`;
}

/** Names of the things in between, as the registers have them now: rows `id`, `name` (jsonb). For `with`. */
export const viaNames: SQL = sql`
	via as materialized (
		select l.id, l.name from ${systemRole} l
		where l.id in (select via_id from way where how = 'right')
		union all
		select s.id, s.name from ${informationSystem} s
		where s.id in (select via_id from way where how = 'depends')
		union all
		select p.id, p.name from ${place} p where p.id in (select via_id from way where how = 'served')
	)`;

/**
 * One SQL statement that gives a notice's audience as the registers stand on `today`: rows `person_id`, `reasons` (jsonb
 * of `ReaderReason[]`), each person once. To be used as a query of its own or within brackets after `from`. How things
 * reach people: `audienceParts`. People whom the same ways reach have the same reasons, written once.
 */
export function deriveAudience(source: AudienceSource, today: string): SQL {
	return sql`
		with recursive ${audienceParts(source, today)}, ${viaNames},
		-- Numbers of ways have no gaps, so that each way's reason stands at its number less one.
		reason (list) as materialized (
			select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
				'kind', way.kind, 'targetId', way.target_id, 'how', way.how, 'via', via.name)) order by way.no)
			from way left join via on via.id = way.via_id
		),
		alike (ways, reasons) as materialized (
			select ways, (select jsonb_agg((select list from reason) -> one - 1) from unnest(ways) one)
			from (select distinct ways from reached) alike_ways
		),
		by_hand (person_id, reasons) as (
			select person_id, jsonb_build_array(jsonb_build_object(
				'kind', null, 'targetId', null, 'how', 'included', 'via', reason))
			from chosen where choice = 'include'
		)
		select reader.person_id,
			coalesce(alike.reasons, '[]') || coalesce(by_hand.reasons, '[]') as reasons
		from reader
		left join reached on reached.person_id = reader.person_id
		left join alike on alike.ways = reached.ways
		left join by_hand on by_hand.person_id = reader.person_id`;
}
