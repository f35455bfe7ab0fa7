import { sql } from 'drizzle-orm';
import type { Share } from '#lib/access/usual.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import type { Post } from './bundle-for.ts';

/** How many colleagues there are, and how many of them hold each role and product. */
export type Colleagues = { of: number; roles: Map<string, number>; products: Map<string, number> };

/** Fewer than that in the unit itself, and those in all units of the same kind are looked at. */
const FEW = 3;

/**
 * What people in the same position hold: of the same unit, or where they are fewer than three of all units of its
 * kind. One person can be left out: whoever it is about. Closed roles and products are not counted.
 */
export async function colleaguesOf(
	db: DbOrTx,
	post: Post,
	exceptId: string | null = null
): Promise<Colleagues> {
	const rows = await db.execute<{ kind: string; what: string | null; count: number }>(sql`
		with peers as (
			select p.id, p.unit_id = ${post.unitId} as here
			from ${person} p join ${unit} u on u.id = p.unit_id
			where p.status = 'active' and lower(p.position) = lower(${post.position})
				and p.id is distinct from ${exceptId}::uuid
				and u.kind = (select kind from ${unit} where id = ${post.unitId})
		), chosen as (
			select id from peers
			where here or (select count(*) from peers where here) < ${FEW}
		)
		select 'of' as kind, null::uuid as what, count(*)::int as count from chosen
		union all
		select 'right', r.role_id, count(*)::int from ${accessRight} r
			join chosen on chosen.id = r.person_id
			join ${systemRole} s on s.id = r.role_id and s.active
			join ${informationSystem} i on i.id = s.system_id and i.active
			where r.ended_at is null group by r.role_id
		union all
		select 'seat', s.product_id, count(*)::int from ${softwareSeat} s
			join chosen on chosen.id = s.person_id
			join ${softwareProduct} p on p.id = s.product_id and p.active and p.policy <> 'forbidden'
			where s.released_at is null group by s.product_id`);
	const counted = (kind: string) =>
		new Map(rows.filter((row) => row.kind === kind).map((row) => [row.what ?? '', row.count]));
	return {
		of: rows.find((row) => row.kind === 'of')?.count ?? 0,
		roles: counted('right'),
		products: counted('seat')
	};
}

/** How many of these colleagues have what a line is about; null where nobody counts it: items and modules. */
export function shareOf(
	colleagues: Colleagues,
	what: { roleId?: string | null; productId?: string | null }
): Share | null {
	const { of } = colleagues;
	if (what.roleId) return { colleagues: colleagues.roles.get(what.roleId) ?? 0, of };
	if (what.productId) return { colleagues: colleagues.products.get(what.productId) ?? 0, of };
	return null;
}
