import { sql, type SQL } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareInstallation, softwareTitle } from './installations/tables.ts';
import { softwareLicence } from './licences/tables.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

/** How a product stands on a day. Counts of seats and installations are those of now. */
export type Position = {
	/** Seats of valid licences; null for as many as wanted: free, or a licence without a number. */
	bought: number | null;
	/** Seats of purchases that are agreed and have not come. */
	ordered: number;
	seats: number;
	/** Devices with the product whose holder has no seat, and which have none themselves. */
	unmatched: number;
	/** `bought - seats - unmatched`, also below zero; null for as many as wanted. */
	left: number | null;
};

/** An installation of the product that stands on a device: no later report says that it is gone. */
const liveInstallations = (products: SQL): SQL => sql`
	select distinct t.product_id, i.device_row_id, item.id as item_id, item.holder_id
	from ${softwareInstallation} i
	join ${softwareTitle} t on t.id = i.title_id
	join ${inventoryDevice} d on d.id = i.device_row_id
	left join ${item} item on item.id = d.item_id
	where i.gone_at is null and ${products}`;

const covered = sql`exists (
	select 1 from ${softwareSeat} s
	where s.product_id = live.product_id and s.released_at is null
		and (s.person_id = live.holder_id or s.item_id = live.item_id))`;

/**
 * The position of every product on a day of the town (ISO), as a relation: product_id, bought, ordered, seats, unmatched,
 * left. What stands in docs/decisions as the rule: valid licences, less seats, less installations that no seat covers.
 */
export const positionsOn = (day: string | SQL): SQL => sql`
	select p.id as product_id,
		case when not p.licensed or coalesce(l.unlimited, false) then null else coalesce(l.bought, 0) end as bought,
		coalesce(l.ordered, 0) as ordered,
		coalesce(s.seats, 0) as seats,
		coalesce(u.unmatched, 0) as unmatched,
		case when not p.licensed or coalesce(l.unlimited, false) then null
			else coalesce(l.bought, 0) - coalesce(s.seats, 0) - coalesce(u.unmatched, 0) end as "left"
	from ${softwareProduct} p
	left join (
		select product_id,
			bool_or(quantity is null) filter (where state = 'valid' and ${validOn(day)}) as unlimited,
			sum(quantity) filter (where state = 'valid' and ${validOn(day)})::int as bought,
			sum(quantity) filter (where state = 'ordered')::int as ordered
		from ${softwareLicence} group by product_id
	) l on l.product_id = p.id
	left join (
		select product_id, count(*)::int as seats from ${softwareSeat}
		where released_at is null group by product_id
	) s on s.product_id = p.id
	left join (
		select live.product_id, count(*)::int as unmatched
		from (${liveInstallations(sql`t.product_id is not null`)}) live
		where not ${covered} group by live.product_id
	) u on u.product_id = p.id`;

/** The first and the last day of a licence belong to it. */
const validOn = (day: string | SQL): SQL =>
	sql`valid_from <= (${day})::date and (valid_until is null or valid_until >= (${day})::date)`;

/** The position of one product on a day. Inside a transaction that holds the product's row, nobody else changes it. */
export async function positionOf(db: DbOrTx, productId: string, day: string): Promise<Position> {
	const [found] = await db.execute<Position>(
		sql`select bought, ordered, seats, unmatched, "left" from (${positionsOn(day)}) of_all where product_id = ${productId}`
	);
	return found ?? { bought: 0, ordered: 0, seats: 0, unmatched: 0, left: 0 };
}

/** How many devices with the product a seat for this person or device would cover that nothing covers yet. */
export async function wouldCover(
	db: DbOrTx,
	productId: string,
	holder: { personId: string } | { itemId: string }
): Promise<number> {
	const whose =
		'personId' in holder
			? sql`live.holder_id = ${holder.personId}`
			: sql`live.item_id = ${holder.itemId}`;
	const [counted] = await db.execute<{ count: number }>(sql`
		select count(*)::int as count
		from (${liveInstallations(sql`t.product_id = ${productId}`)}) live
		where ${whose} and not ${covered}`);
	return counted?.count ?? 0;
}
