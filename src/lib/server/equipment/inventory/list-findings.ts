import { and, eq, gte, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { FindingKind, FindingState, SeenDevice } from '#lib/equipment/inventory/findings.ts';
import { findingsShape } from '#lib/equipment/inventory/findings-shape.ts';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { parseDay } from '#lib/format/dates.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { itemSearch } from '#lib/server/equipment/item-search.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import {
	listAll,
	listPage,
	type ListPage,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { inventoryDevice, inventoryFinding, inventorySite } from './tables.ts';

export type FindingRow = {
	id: string;
	kind: FindingKind;
	state: FindingState;
	itemId: string | null;
	inventoryNumber: string | null;
	model: string | null;
	/** As the register has it now. */
	holderName: string | null;
	placeName: LocalizedText | null;
	room: string | null;
	/** Unit of the holder, else of the stock. */
	scopeUnitId: string | null;
	/** As it was when the finding was made. */
	registered: string;
	seen: string;
	seenPlace: LocalizedText | null;
	seenPerson: string | null;
	device: SeenDevice;
	siteName: string;
	sitePlaceId: string | null;
	times: number;
	openedAt: Date;
	lastSeenAt: Date;
	decidedAt: Date | null;
	decidedByName: string | null;
	note: string;
	cursor: string;
};

const holder = alias(person, 'holder');
const holderUnit = alias(unit, 'holder_unit');
const decider = alias(person, 'decider');
const seenPerson = alias(person, 'seen_person');
const seenPlace = alias(place, 'seen_place');
const byId = { expr: sql`${inventoryFinding.id}`, type: 'uuid' } as const;
const isOpen = { expr: sql`(${inventoryFinding.state} = 'open')::int`, type: 'integer' } as const;

/**
 * Things of the units whose registers the reader keeps or audits, of the whole town's stock, and unknown devices where
 * those units are; nothing about records that were withdrawn.
 */
function scopeOf(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	const isThere = isNull(item.withdrawnAt);
	if (units === null) return isThere;
	const townStock = and(isNull(item.holderId), isNull(item.unitId));
	const ours = or(idIn(sql`coalesce(${holder.unitId}, ${item.unitId})`, units), townStock);
	const ourPlace = sql`exists (select 1 from ${unit} own
		where own.place_id = ${inventorySite.placeId} and ${idIn(sql`own.id`, units)})`;
	const isOurs = or(and(sql`${item.id} is not null`, ours), and(isNull(item.id), ourPlace));
	return and(isThere, isOurs);
}

function rowsOf(db: DbOrTx, { where, orderBy, limit, cursor }: PageQuery): Promise<FindingRow[]> {
	return db
		.select({
			id: inventoryFinding.id,
			kind: inventoryFinding.kind,
			state: inventoryFinding.state,
			itemId: inventoryFinding.itemId,
			inventoryNumber: item.inventoryNumber,
			model: item.model,
			holderName: holder.name,
			placeName: place.name,
			room: item.room,
			scopeUnitId: sql<string | null>`coalesce(${holder.unitId}, ${item.unitId})`,
			registered: inventoryFinding.registered,
			seen: inventoryFinding.seen,
			seenPlace: seenPlace.name,
			seenPerson: seenPerson.name,
			device: inventoryDevice.seen,
			siteName: inventorySite.name,
			sitePlaceId: inventorySite.placeId,
			times: inventoryFinding.times,
			openedAt: inventoryFinding.openedAt,
			lastSeenAt: inventoryFinding.lastSeenAt,
			decidedAt: inventoryFinding.decidedAt,
			decidedByName: decider.name,
			note: inventoryFinding.note,
			cursor
		})
		.from(inventoryFinding)
		.innerJoin(inventoryDevice, eq(inventoryDevice.id, inventoryFinding.deviceRowId))
		.innerJoin(inventorySite, eq(inventorySite.id, inventoryDevice.siteId))
		.leftJoin(item, eq(item.id, inventoryFinding.itemId))
		.leftJoin(holder, eq(holder.id, item.holderId))
		.leftJoin(holderUnit, eq(holderUnit.id, holder.unitId))
		.leftJoin(unit, eq(unit.id, item.unitId))
		.leftJoin(place, eq(place.id, item.placeId))
		.leftJoin(seenPlace, eq(seenPlace.id, inventoryFinding.seenPlaceId))
		.leftJoin(seenPerson, eq(seenPerson.id, inventoryFinding.seenPersonId))
		.leftJoin(decider, eq(decider.id, inventoryFinding.decidedById))
		.where(where)
		.orderBy(...orderBy)
		.limit(limit);
}

/** Reality against register: what waits for a decision first, the latest seen first. */
const findingsList: ListSpec<FindingRow> = {
	shape: findingsShape,
	scope: ({ actor }) => scopeOf(actor),
	filters: {
		state: (values) => inArray(sql`${inventoryFinding.state}`, values),
		kind: (values) => inArray(sql`${inventoryFinding.kind}`, values),
		site: (values) => idIn(inventorySite.id, values),
		unit: (values) =>
			or(
				withinUnits(holderUnit.ancestorIds, values),
				and(isNull(item.holderId), withinUnits(unit.ancestorIds, values))
			),
		seen: (values) => {
			const [from, until] = (values[0] ?? '').split('..').map((day) => parseDay(day));
			return and(
				from ? gte(inventoryFinding.lastSeenAt, townMidnight(from)) : undefined,
				until ? sql`${inventoryFinding.lastSeenAt} < ${townMidnight(until, 1)}` : undefined
			);
		}
	},
	search: (words) =>
		or(
			itemSearch(words),
			contains(inventoryDevice.name, words),
			contains(inventoryDevice.serial, words),
			contains(inventoryFinding.seen, words)
		),
	sorts: {
		seen: {
			keys: [isOpen, { expr: sql`${inventoryFinding.lastSeenAt}`, type: 'timestamptz' }, byId]
		},
		times: { keys: [{ expr: sql`${inventoryFinding.times}`, type: 'integer' }, byId] }
	},
	rows: rowsOf
};

/** A page of the inbox. Desk and auditors, each their units. Throws Forbidden. */
export async function listFindings(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<FindingRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listPage(db, findingsList, { actor, now: clock.now() }, state);
}

/** All of the filtered inbox, one after the other. Who may: as `listFindings`. */
export function exportFindings(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<FindingRow> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listAll(db, findingsList, { actor, now: clock.now() }, state);
}

/** One finding, or nothing when it is not there or not in the reader's registers. */
export async function findFinding(
	db: DbOrTx,
	actor: Actor,
	id: string
): Promise<FindingRow | undefined> {
	const where = and(scopeOf(actor), eq(inventoryFinding.id, id));
	const [found] = await rowsOf(db, { where, orderBy: [], limit: 1, cursor: sql<string>`''` });
	return found;
}

/** The sites by name: a filter. */
export async function siteOptions(db: DbOrTx): Promise<{ value: string; label: string }[]> {
	return db
		.select({ value: inventorySite.id, label: inventorySite.name })
		.from(inventorySite)
		.orderBy(inventorySite.name, inventorySite.id);
}
