import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareInstallation, softwareTitle } from './installations/tables.ts';
import { softwareLicence } from './licences/tables.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

/** Who has a seat or is to have it: a person, or a device for whoever uses it. */
export type SeatHolder = { personId: string } | { itemId: string };

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

/**
 * Installations of products that stand on a device, once a device, however many titles or versions of it there are: no
 * later report says that they are gone.
 */
const liveInstallations = (products: SQL): SQL => sql`
	select found.product_id, found.device_row_id, d.item_id, item.holder_id
	from (
		select t.product_id, i.device_row_id
		from ${softwareTitle} t
		join ${softwareInstallation} i on i.title_id = t.id
		where i.gone_at is null and ${products}
		group by t.product_id, i.device_row_id
	) found
	join ${inventoryDevice} d on d.id = found.device_row_id
	left join ${item} item on item.id = d.item_id`;

/** No seat covers it, of whoever holds the device or of the device itself. Two questions, since one cannot be hashed. */
const uncovered = sql`not exists (
		select 1 from ${softwareSeat} s
		where s.released_at is null and s.product_id = live.product_id and s.person_id = live.holder_id)
	and not exists (
		select 1 from ${softwareSeat} s
		where s.released_at is null and s.product_id = live.product_id and s.item_id = live.item_id)`;

/** Each device with a product that no seat covers: product_id, device_row_id, item_id, holder_id. */
export const unmatchedLive = (products: SQL): SQL => sql`
	select live.* from (${liveInstallations(products)}) live where ${uncovered}`;

/** How many devices with each product no seat covers: product_id, unmatched. */
const unmatchedOf = (products: SQL): SQL => sql`
	select live.product_id, count(*)::int as unmatched
	from (${liveInstallations(products)}) live
	where ${uncovered} group by live.product_id`;

const anyProduct = sql`t.product_id is not null`;

/**
 * The position of products on a day of the town (ISO), as a relation: product_id, bought, ordered, seats, unmatched,
 * left. What stands in docs/decisions as the rule: valid licences, less seats, less installations that no seat covers.
 */
const positions = (day: string | SQL, unmatched: SQL, only: SQL): SQL => sql`
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
		from ${softwareLicence} where ${only} group by product_id
	) l on l.product_id = p.id
	left join (
		select product_id, count(*)::int as seats from ${softwareSeat}
		where released_at is null and ${only} group by product_id
	) s on s.product_id = p.id
	left join (${unmatched}) u on u.product_id = p.id`;

/** The first and the last day of a licence belong to it. */
const validOn = (day: string | SQL): SQL =>
	sql`valid_from <= (${day})::date and (valid_until is null or valid_until >= (${day})::date)`;

/** The position of every product on a day, see `positions`; inside a transaction what it sees is what stands. */
export const positionsOn = (day: string | SQL): SQL =>
	positions(day, unmatchedOf(anyProduct), sql`true`);

/** Devices that no seat covers, by product. */
export type Unmatched = Record<string, number>;

/**
 * How many devices with each product no seat covers. It takes every installation of the town, so a process keeps it
 * until one of its tables changes (migration 0036).
 */
export function unmatchedNow(db: DbOrTx): Promise<Unmatched> {
	return kept(db, 'software unmatched', async () => {
		const rows = await db.execute<{ product_id: string; unmatched: number }>(
			unmatchedOf(anyProduct)
		);
		return Object.fromEntries(rows.map((row) => [row.product_id, row.unmatched]));
	});
}

/** The position of every product on a day for a page that reads; nothing is given by it. */
export const shownPositions = (day: string | SQL, unmatched: Unmatched): SQL =>
	positions(
		day,
		sql`select key::uuid as product_id, value::int as unmatched
			from jsonb_each_text(${JSON.stringify(unmatched)}::jsonb)`,
		sql`true`
	);

/** The position of one product on a day. Inside a transaction that holds the product's row, nobody else changes it. */
export async function positionOf(db: DbOrTx, productId: string, day: string): Promise<Position> {
	const one = positions(
		day,
		unmatchedOf(sql`t.product_id = ${productId}`),
		sql`product_id = ${productId}`
	);
	const [found] = await db.execute<Position>(
		sql`select bought, ordered, seats, unmatched, "left" from (${one}) of_one where product_id = ${productId}`
	);
	return found ?? { bought: 0, ordered: 0, seats: 0, unmatched: 0, left: 0 };
}

/** How many devices with the product a seat for this person or device would cover that nothing covers yet. */
export async function wouldCover(
	db: DbOrTx,
	productId: string,
	holder: SeatHolder
): Promise<number> {
	const whose =
		'personId' in holder
			? sql`live.holder_id = ${holder.personId}`
			: sql`live.item_id = ${holder.itemId}`;
	const [counted] = await db.execute<{ count: number }>(sql`
		select count(*)::int as count
		from (${liveInstallations(sql`t.product_id = ${productId}`)}) live
		where ${whose} and ${uncovered}`);
	return counted?.count ?? 0;
}

export type UnmatchedDevice = {
	deviceRowId: string;
	device: string;
	itemId: string | null;
	inventoryNumber: string | null;
	holderId: string | null;
	holder: string | null;
	title: string;
	version: string;
	/** ISO moment. */
	since: string;
};

/**
 * The devices that `unmatched` of a product counts, with who has them and what was found: of the units whose registers the
 * reader keeps or audits, and those of no unit.
 */
export async function unmatchedDevices(
	db: DbOrTx,
	actor: Actor,
	productId: string,
	limit: number
): Promise<UnmatchedDevice[]> {
	const units = registerScope(actor);
	const unitId = sql`coalesce(holder.unit_id, item.unit_id)`;
	const inScope = units === null ? sql`true` : sql`(${unitId} is null or ${idIn(unitId, units)})`;
	const rows = await db.execute<UnmatchedDevice>(sql`
		select live.device_row_id as "deviceRowId", d.name as device, live.item_id as "itemId",
			item.inventory_number as "inventoryNumber", live.holder_id as "holderId", holder.name as holder,
			found.name as title, found.version, found.first_seen_at as since
		from (${liveInstallations(sql`t.product_id = ${productId}`)}) live
		join ${inventoryDevice} d on d.id = live.device_row_id
		left join ${item} item on item.id = live.item_id
		left join ${person} holder on holder.id = live.holder_id
		cross join lateral (
			select t.name, i.version, i.first_seen_at
			from ${softwareInstallation} i join ${softwareTitle} t on t.id = i.title_id
			where i.device_row_id = live.device_row_id and i.gone_at is null and t.product_id = live.product_id
			order by i.first_seen_at limit 1
		) found
		where ${uncovered} and ${inScope}
		order by holder.name nulls last, d.name, d.id
		limit ${limit}`);
	return [...rows];
}
