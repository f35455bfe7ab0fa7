import type { Actor, ActorRole } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { isoDay } from '#lib/format/moments.ts';

/** What the columns below give for one person. */
export type ActorRow = {
	person_id: string;
	name: string;
	email: string;
	locale: Actor['locale'];
	theme: Actor['theme'];
	text_size: Actor['textSize'];
	single_keys: boolean;
	position: string;
	phone: string;
	unit_id: string;
	place_id: string | null;
	manager_id: string | null;
	unit_kind: string;
	unit_ancestor_ids: string[];
	roles: ActorRole[];
	is_manager: boolean;
	represents_unit_ids: string[];
	deputy_for: string[];
	has_totp: boolean;
};

/**
 * Everything of a person that decides what they may do: person `p`, their unit `u`, credential `c`; `$2` is
 * the town's day. Subtrees are spelled out here, so that no permission asks the database again.
 */
export const ACTOR_COLUMNS = `
	p.id as person_id, p.name, p.email, p.locale, p.theme, p.text_size, p.single_keys, p.position, p.phone,
	p.unit_id, p.place_id, p.manager_id, u.kind as unit_kind, to_json(u.ancestor_ids) as unit_ancestor_ids,
	coalesce((
		select json_agg(json_build_object('role', g.role, 'unitIds', case when g.unit_id is not null then (
			select coalesce(json_agg(below.id), '[]') from unit below
			where below.ancestor_ids @> array[g.unit_id]
		) end))
		from role_grant g where g.person_id = p.id
	), '[]') as roles,
	exists (
		select from person report where report.manager_id = p.id and report.status = 'active'
	) as is_manager,
	coalesce((
		select json_agg(distinct below.id) from representative r
		join unit below on below.ancestor_ids @> array[r.unit_id]
		where r.person_id = p.id
	), '[]') as represents_unit_ids,
	coalesce((
		select json_agg(distinct d.person_id) from deputy d
		where d.deputy_id = p.id and $2::date between d.from_day and d.until_day
	), '[]') as deputy_for,
	c.totp_confirmed_at is not null as has_totp`;

const ACTOR_SQL = `select ${ACTOR_COLUMNS}
	from person p join unit u on u.id = p.unit_id left join credential c on c.person_id = p.id
	where p.id = $1 and p.status = 'active'`;

/** The actor that a row describes. */
export function actorOf(row: ActorRow): Actor {
	return {
		personId: row.person_id,
		name: row.name,
		email: row.email,
		locale: row.locale,
		theme: row.theme,
		textSize: row.text_size,
		singleKeys: row.single_keys,
		position: row.position,
		phone: row.phone,
		unitId: row.unit_id,
		unitAncestorIds: row.unit_ancestor_ids,
		unitKind: row.unit_kind,
		placeId: row.place_id,
		managerId: row.manager_id,
		roles: row.roles,
		isManager: row.is_manager,
		representsUnitIds: row.represents_unit_ids,
		deputyFor: row.deputy_for
	};
}

/** The actor for an active person as of `now`, without any session: undefined for unknown and gone people. */
export async function findActor(db: Db, personId: string, now: Date): Promise<Actor | undefined> {
	const rows = await db.$client.unsafe<ActorRow[]>(ACTOR_SQL, [personId, isoDay(now)], {
		prepare: true
	});
	return rows[0] && actorOf(rows[0]);
}
