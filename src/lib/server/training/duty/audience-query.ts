import { sql, type SQL } from 'drizzle-orm';
import { person, representative, roleGrant, unit } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { trainingModule } from '../modules/tables.ts';
import { idArray } from './sql-values.ts';

/** Somebody counts as new for rules that were made so many days after they started. */
const NEW_FOR_DAYS = 90;

/**
 * Modules that can be assigned, each with itself and all it needs first, however deep: rows `root_id`, `module_id`.
 * Modules that need each other in a circle are listed once.
 */
export const neededModules: SQL = sql`
	select id as root_id, id as module_id, 0 as depth from ${trainingModule}
	where active and edition_id is not null
	union
	select needs.root_id, required.id, 1
	from needs
	join ${trainingModule} needing on needing.id = needs.module_id
	cross join lateral jsonb_array_elements_text(needing.facts->'prerequisites') as wanted(key)
	join ${trainingModule} required on required.key = wanted.key
		and required.active and required.edition_id is not null`;

/** What a seat or a right makes somebody a holder of, by slug, as things stand on `today`. */
export const heldSlugs = (today: string): SQL => sql`
	select s.person_id, p.slug, 'product' as kind
	from ${softwareSeat} s join ${softwareProduct} p on p.id = s.product_id
	where s.released_at is null
	union all
	select a.person_id, i.slug, 'system'
	from ${accessRight} a join ${systemRole} l on l.id = a.role_id
	join ${informationSystem} i on i.id = l.system_id
	where a.ended_at is null and a.valid_from <= ${today}::date
		and (a.valid_until is null or a.valid_until >= ${today}::date)`;

/**
 * Whom rules cover on a day: rows `rule_id`, `module_id`, `person_id`, `due_days`. `rules` is a query of rows like
 * those of `training_rule`; `within` narrows the people. Only those who work here by then.
 */
export function coveredByRules(
	rules: SQL,
	today: string,
	within: { personIds?: readonly string[] } = {}
): SQL {
	const some = (column: SQL) =>
		within.personIds ? sql`and ${column} = any(${idArray(within.personIds)})` : sql``;
	return sql`
		with r as materialized (${rules}),
		here as materialized (
			select id, unit_id, email, starts_on from ${person}
			where status = 'active' and (starts_on is null or starts_on <= ${today}::date)
				${some(sql`id`)}
		),
		held as materialized (
			select * from (${heldSlugs(today)}) held where true ${some(sql`held.person_id`)}
		)
		select r.id as rule_id, r.module_id, r.due_days, here.id as person_id
		from r cross join here where r.kind = 'everyone'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join here on here.starts_on >= ${townDay(sql`r.created_at`)} - ${NEW_FOR_DAYS}::int
		where r.kind = 'new_employees'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join ${unit} top on top.code = r.value
		join ${unit} below on below.ancestor_ids @> array[top.id]
		join here on here.unit_id = below.id where r.kind = 'unit'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join here on here.email = r.value or here.id::text = r.value where r.kind = 'person'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join ${roleGrant} g on g.role = r.value join here on here.id = g.person_id where r.kind = 'role'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join here on exists (
			select from ${person} led where led.manager_id = here.id and led.status = 'active'
		) where r.kind = 'role' and r.value = 'manager'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join here on exists (
			select from ${representative} post where post.person_id = here.id
		) where r.kind = 'role' and r.value = 'representative'
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join held on held.kind = r.kind and held.slug = r.value
		join here on here.id = held.person_id where r.kind in ('product', 'system')
		union all
		select r.id, r.module_id, r.due_days, here.id from r
		join ${trainingModule} taught on taught.id = r.module_id
		join held on taught.facts->'software' ? held.slug
		join here on here.id = held.person_id where r.kind = 'holders'`;
}
