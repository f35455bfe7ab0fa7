import { sql } from 'drizzle-orm';
import type { CaseKind } from '#lib/software/case-states.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareInstallation, softwareTitle } from '../installations/tables.ts';
import { positionsOn, unmatchedLive } from '../position.ts';
import { productVersion, softwareProduct } from '../tables.ts';

/** Software that is on a device and should not be, or not so. */
export type Violation = {
	kind: CaseKind;
	productId: string;
	product: string;
	deviceRowId: string;
	/** Name and version as reported. */
	found: string;
	/** What the device is called: its record in the register, else as it calls itself. */
	device: string;
	itemId: string | null;
	/** Who uses it, when they work here. */
	personId: string | null;
	personName: string | null;
	managerId: string | null;
	unitId: string | null;
};

/** As reported, with its version where the name does not say it. */
const asFound = sql`min(case when i.version = '' or strpos(t.name, i.version) > 0 then t.name
	else t.name || ' ' || i.version end)`;

const live = sql`${softwareTitle} t
	join ${softwareProduct} p on p.id = t.product_id
	join ${softwareInstallation} i on i.title_id = t.id and i.gone_at is null`;

/** A beginning ends where a number or a word ends: `7.6` is 7.6.4.1 and not 7.60. */
const fits = sql`(i.version = v.version or (starts_with(i.version, v.version)
	and substr(i.version, length(v.version) + 1, 1) !~ '[[:alnum:]]'))`;

/**
 * Everything on the devices of the town that is forbidden; that no seat covers while the product is short; whose version
 * is no longer kept safe on that day (ISO). Once a product and device for each.
 */
export async function findViolations(db: DbOrTx, day: string): Promise<Violation[]> {
	const short = sql`t.product_id in (
		select pos.product_id from (${positionsOn(day)}) pos
		join ${softwareProduct} short on short.id = pos.product_id
		where pos."left" < 0 and short.policy <> 'forbidden')`;
	const rows = await db.execute<Violation>(sql`
		with violation as (
			select 'forbidden' as kind, t.product_id, i.device_row_id, ${asFound} as found
			from ${live} where p.policy = 'forbidden'
			group by t.product_id, i.device_row_id
			union all
			select 'unlicensed', u.product_id, u.device_row_id, ${asFound}
			from (${unmatchedLive(short)}) u
			join ${softwareTitle} t on t.product_id = u.product_id
			join ${softwareInstallation} i on i.title_id = t.id
				and i.device_row_id = u.device_row_id and i.gone_at is null
			group by u.product_id, u.device_row_id
			union all
			select 'outdated', t.product_id, i.device_row_id, ${asFound}
			from ${live}
			cross join lateral (
				select v.supported_until from ${productVersion} v
				where v.product_id = t.product_id and ${fits}
				order by length(v.version) desc limit 1) support
			where p.policy <> 'forbidden' and support.supported_until < ${day}::date
			group by t.product_id, i.device_row_id
		)
		select v.kind, v.product_id as "productId", p.name as product,
			v.device_row_id as "deviceRowId", v.found,
			coalesce(item.model || ' (' || item.inventory_number || ')', nullif(d.name, ''), d.device_id) as device,
			item.id as "itemId", holder.id as "personId", holder.name as "personName",
			holder.manager_id as "managerId", coalesce(holder.unit_id, item.unit_id) as "unitId"
		from violation v
		join ${softwareProduct} p on p.id = v.product_id
		join ${inventoryDevice} d on d.id = v.device_row_id
		left join ${item} item on item.id = d.item_id
		left join ${person} holder on holder.id = item.holder_id and holder.status = 'active'
		order by v.device_row_id, v.product_id, v.kind`);
	return [...rows];
}
