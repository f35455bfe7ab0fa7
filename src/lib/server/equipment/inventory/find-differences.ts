import { and, eq, isNull, sql } from 'drizzle-orm';
import { hardwareCode, type FindingKind } from '#lib/equipment/inventory/findings.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { openFinding, passFindings, type Difference } from './open-finding.ts';
import { personOfLogin } from './person-of-login.ts';
import type { Site } from './site-of-token.ts';
import { inventoryDevice } from './tables.ts';

type Device = typeof inventoryDevice.$inferSelect;
type Found = Partial<Record<FindingKind, Difference>>;

/** So many reports in a row must name somebody else: a colleague who signs in once is no new user. */
const REPORTS_OF_STRANGER = 3;

const HELD = ['handed_over', 'in_use', 'to_be_returned'];

/**
 * Compares what a device reports with its record in the register and opens, repeats or closes its findings. Runs in the
 * transaction that has the device locked.
 */
export async function findDifferences(tx: Tx, device: Device, site: Site, at: Date): Promise<void> {
	const found = device.itemId ? await compare(tx, device, device.itemId, site) : unknown(device);
	const kinds = Object.keys(found) as FindingKind[];
	for (const kind of kinds) {
		const difference = found[kind];
		if (difference) await openFinding(tx, device, kind, difference, at);
	}
	await passFindings(tx, device.id, kinds, at);
}

function unknown({ seen }: Device): Found {
	const words = [seen.maker, seen.model, seen.serial].filter(Boolean).join(' ');
	return { unknown_device: { seen: words || seen.name } };
}

async function compare(tx: Tx, device: Device, itemId: string, site: Site): Promise<Found> {
	const [record] = await tx
		.select({
			state: item.state,
			holderId: item.holderId,
			holderName: person.name,
			placeId: item.placeId,
			placeName: place.name
		})
		.from(item)
		.leftJoin(person, eq(person.id, item.holderId))
		.leftJoin(place, eq(place.id, item.placeId))
		.where(and(eq(item.id, itemId), isNull(item.withdrawnAt)));
	if (!record || record.state === 'written_off') return {};
	const registered = record.placeName?.et ?? '';
	const found: Found = {};
	if (site.placeId && !(await isWithin(tx, record.placeId, site.placeId))) {
		found.other_place = { registered, seen: '', seenPlaceId: site.placeId };
	}
	const stranger = await strangerOf(tx, device, record);
	if (stranger) {
		found.other_user = {
			registered: record.holderName ?? '',
			seen: device.seen.user,
			seenPersonId: stranger
		};
	}
	const [was, is] = [device.known, device.seen].map((one) => (one ? hardwareCode(one) : ''));
	if (was && is && was !== is) found.hardware_changed = { registered: was, seen: is };
	return found;
}

/** The place is the site's, or a room or house below it. */
async function isWithin(tx: Tx, placeId: string | null, sitePlaceId: string): Promise<boolean> {
	if (!placeId) return false;
	if (placeId === sitePlaceId) return true;
	const rows = await tx.execute<{ id: string }>(sql`
		with recursive above as (
			select id, parent_id, 1 as steps from ${place} where id = ${placeId}
			union all
			select p.id, p.parent_id, steps + 1 from ${place} p join above on p.id = above.parent_id
			where steps < 20
		)
		select id from above where id = ${sitePlaceId}`);
	return rows.length > 0;
}

type Held = { state: string; holderId: string | null };

/** Somebody else who has used it in enough reports in a row. What a room shares has no other user. */
async function strangerOf(tx: Tx, device: Device, record: Held): Promise<string | undefined> {
	const shared = record.holderId === null && HELD.includes(record.state);
	const user = shared ? null : await personOfLogin(tx, device.seen.user);
	const strangerId = user && user.id !== record.holderId ? user.id : null;
	const strangerTimes = !strangerId
		? 0
		: strangerId === device.strangerId
			? device.strangerTimes + 1
			: 1;
	if (strangerId !== device.strangerId || strangerTimes !== device.strangerTimes) {
		await tx
			.update(inventoryDevice)
			.set({ strangerId, strangerTimes })
			.where(eq(inventoryDevice.id, device.id));
	}
	return strangerId && strangerTimes >= REPORTS_OF_STRANGER ? strangerId : undefined;
}
