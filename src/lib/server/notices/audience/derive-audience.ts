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
 * - `hit (person_id, kind, target_id, how, via_id)`: whom each affected thing reaches, and by way of what; once each
 *   although somebody has two rights. Everybody, also those who left or are excluded: the readers are `reader`.
 * - `chosen (person_id, choice, reason)`: included and excluded by hand.
 * - `reader (person_id)`: active people who are reached or included, and not excluded.
 *
 * A system reaches holders of valid rights in it, and in all that need it, however far (`union` ends circles). A role
 * its holders; software those with a seat; a device its holder, people at the places it serves, and holders of rights
 * in what needs it; a place those who work there or in places within it, and holders of rights in what stands there;
 * a unit its whole subtree. Somebody who is to begin next week is active: the work may be next week too.
 */
export function audienceParts(source: AudienceSource, today: string): SQL {
	return sql`
		affected as materialized (${affectedRows(source)}),
		chosen as materialized (${choiceRows(source)}),
		reached_place (kind, target_id, via_id, place_id) as (
			select kind, target_id, target_id, target_id from affected where kind = 'place'
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
		reached_role (kind, target_id, how, via_id, role_id) as (
			select a.kind, a.target_id, 'right', l.id, l.id from affected a
			join ${systemRole} l on l.system_id = a.target_id where a.kind = 'system'
			union all
			select kind, target_id, 'right', target_id, target_id from affected where kind = 'role'
			union all
			select d.kind, d.target_id, 'depends', d.system_id, l.id from dependant d
			join ${systemRole} l on l.system_id = d.system_id where d.system_id <> d.target_id
		),
		hit (person_id, kind, target_id, how, via_id) as materialized (
			select h.person_id, r.kind, r.target_id, r.how, r.via_id from reached_role r
			join ${accessRight} h on h.role_id = r.role_id and h.ended_at is null
				and h.valid_from <= ${today}::date
				and (h.valid_until is null or h.valid_until >= ${today}::date)
			union
			select s.person_id, a.kind, a.target_id, 'seat', null::uuid from affected a
			join ${softwareSeat} s on s.product_id = a.target_id and s.released_at is null
			where a.kind = 'software'
			union
			select i.holder_id, a.kind, a.target_id, 'holds', null from affected a
			join ${item} i on i.id = a.target_id and i.holder_id is not null where a.kind = 'item'
			union
			select p.id, r.kind, r.target_id, case r.kind when 'item' then 'served' else 'place' end,
				case when r.kind = 'item' then r.via_id end
			from reached_place r join ${person} p on p.place_id = r.place_id
			union
			select p.id, a.kind, a.target_id, 'unit', null from affected a
			join ${unit} u on u.ancestor_ids @> array[a.target_id]
			join ${person} p on p.unit_id = u.id where a.kind = 'unit'
			union
			select target_id, kind, target_id, 'person', null from affected where kind = 'person'
		),
		reader (person_id) as materialized (
			select p.id from ${person} p
			where p.status = 'active'
				and (p.id in (select person_id from hit)
					or p.id in (select person_id from chosen where choice = 'include'))
				and p.id not in (select person_id from chosen where choice = 'exclude')
		)`;
}

/** Names of the things in between, as the registers have them now: rows `id`, `name` (jsonb). For `with`. */
export const viaNames: SQL = sql`
	via as materialized (
		select l.id, l.name from ${systemRole} l
		where l.id in (select via_id from hit where how = 'right' and kind = 'system')
		union all
		select s.id, s.name from ${informationSystem} s
		where s.id in (select via_id from hit where how = 'depends')
		union all
		select p.id, p.name from ${place} p where p.id in (select via_id from hit where how = 'served')
	)`;

/**
 * One SQL statement that gives a notice's audience as the registers stand on `today`: rows `person_id`, `reasons` (jsonb
 * of `ReaderReason[]`), each person once. To be used as a query of its own or within brackets after `from`. How things
 * reach people: `audienceParts`.
 */
export function deriveAudience(source: AudienceSource, today: string): SQL {
	return sql`
		with recursive ${audienceParts(source, today)}, ${viaNames},
		reason (person_id, reason) as (
			select h.person_id, jsonb_strip_nulls(jsonb_build_object(
				'kind', h.kind, 'targetId', h.target_id, 'how', h.how, 'via', via.name))
			from hit h left join via on via.id = h.via_id
			union all
			select person_id, jsonb_build_object(
				'kind', null, 'targetId', null, 'how', 'included', 'via', reason)
			from chosen where choice = 'include'
		)
		select reader.person_id, jsonb_agg(reason.reason order by reason.reason) as reasons
		from reader join reason on reason.person_id = reader.person_id
		group by reader.person_id`;
}
