import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import type { ConditionTarget } from './module-conditions.ts';
import { trainingRule } from './tables.ts';

/** The modules whose rules may cover somebody because they hold a role of a system, or a product. */
export async function modulesAbout(tx: Tx, target: ConditionTarget): Promise<string[]> {
	const held =
		'roleId' in target
			? sql`select 'system' as kind, i.slug from ${systemRole} l
				join ${informationSystem} i on i.id = l.system_id where l.id = ${target.roleId}::uuid`
			: sql`select 'product' as kind, slug from ${softwareProduct} where id = ${target.productId}::uuid`;
	const rows = await tx.execute<{ id: string }>(sql`
		select distinct r.module_id as id
		from (${held}) held
		join ${trainingRule} r on r.active
		join ${trainingModule} taught on taught.id = r.module_id and taught.active
		where (r.kind = held.kind and r.value = held.slug)
			or (r.kind = 'holders' and taught.facts->'software' ? held.slug)`);
	return rows.map((row) => row.id);
}
