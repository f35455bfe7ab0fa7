import { and, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden } from '#lib/errors.ts';
import { parseDay } from '#lib/format/dates.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { installationsShape, type Known } from '#lib/software/legality-shapes.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { inventoryDevice, inventorySite } from '#lib/server/equipment/inventory/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import {
	listAll,
	listPage,
	type ListPage,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';
import { softwareInstallation, softwareTitle } from './tables.ts';

export type InstallationRow = {
	id: string;
	title: string;
	publisher: string;
	version: string;
	known: Known;
	productId: string | null;
	product: string | null;
	device: string;
	itemId: string | null;
	inventoryNumber: string | null;
	model: string | null;
	holder: string | null;
	unit: LocalizedText | null;
	since: Date;
	lastSeenAt: Date;
	goneAt: Date | null;
	cursor: string;
};

const holder = alias(person, 'holder');
const byId = { expr: sql`${softwareInstallation.id}`, type: 'uuid' } as const;
const unitId = sql`coalesce(${holder.unitId}, ${item.unitId})`;

/** On things of the units whose registers the reader keeps or audits, and on unknown devices where those units are. */
function scopeOf(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	const ourPlace = sql`exists (select 1 from ${inventorySite} site
		join ${unit} own on own.place_id = site.place_id
		where site.id = ${inventoryDevice.siteId} and ${idIn(sql`own.id`, units)})`;
	return or(idIn(unitId, units), and(isNull(item.id), ourPlace));
}

const KNOWN_AS: Record<Known, SQL> = {
	product: isNotNull(softwareTitle.productId),
	unknown: sql`${softwareTitle.productId} is null and not ${softwareTitle.ignored}`,
	ignored: sql`${softwareTitle.ignored}`
};

const joined = (db: DbOrTx) =>
	db
		.select({ id: softwareInstallation.id })
		.from(softwareInstallation)
		.innerJoin(softwareTitle, eq(softwareTitle.id, softwareInstallation.titleId))
		.innerJoin(inventoryDevice, eq(inventoryDevice.id, softwareInstallation.deviceRowId))
		.leftJoin(softwareProduct, eq(softwareProduct.id, softwareTitle.productId))
		.leftJoin(item, eq(item.id, inventoryDevice.itemId))
		.leftJoin(holder, eq(holder.id, item.holderId))
		.leftJoin(unit, sql`${unit.id} = ${unitId}`);

function rowsOf(
	db: DbOrTx,
	{ where, orderBy, limit, cursor }: PageQuery
): Promise<InstallationRow[]> {
	return db
		.select({
			id: softwareInstallation.id,
			title: softwareTitle.name,
			publisher: softwareTitle.publisher,
			version: softwareInstallation.version,
			known: sql<Known>`case when ${softwareTitle.productId} is not null then 'product'
				when ${softwareTitle.ignored} then 'ignored' else 'unknown' end`,
			productId: softwareProduct.id,
			product: softwareProduct.name,
			device: sql<string>`coalesce(nullif(${inventoryDevice.name}, ''), ${inventoryDevice.deviceId})`,
			itemId: item.id,
			inventoryNumber: item.inventoryNumber,
			model: item.model,
			holder: holder.name,
			unit: unit.name,
			since: softwareInstallation.firstSeenAt,
			lastSeenAt: softwareInstallation.lastSeenAt,
			goneAt: softwareInstallation.goneAt,
			cursor
		})
		.from(softwareInstallation)
		.innerJoin(softwareTitle, eq(softwareTitle.id, softwareInstallation.titleId))
		.innerJoin(inventoryDevice, eq(inventoryDevice.id, softwareInstallation.deviceRowId))
		.leftJoin(softwareProduct, eq(softwareProduct.id, softwareTitle.productId))
		.leftJoin(item, eq(item.id, inventoryDevice.itemId))
		.leftJoin(holder, eq(holder.id, item.holderId))
		.leftJoin(unit, sql`${unit.id} = ${unitId}`)
		.where(where)
		.orderBy(...orderBy)
		.limit(limit);
}

/** What devices have and had, the latest found first. */
const installationsList: ListSpec<InstallationRow> = {
	shape: installationsShape,
	scope: ({ actor }) => scopeOf(actor),
	filters: {
		product: (values) => idIn(softwareTitle.productId, values),
		unit: (values) => withinUnits(unit.ancestorIds, values),
		known: (values) =>
			or(
				...values.map((value) => (value in KNOWN_AS ? KNOWN_AS[value as Known] : sql`false`)),
				sql`false`
			),
		state: (values) =>
			inArray(
				sql`case when ${softwareInstallation.goneAt} is null then 'there' else 'gone' end`,
				values
			),
		since: (values) => {
			const [from, until] = (values[0] ?? '').split('..').map((day) => parseDay(day));
			return and(
				from ? sql`${softwareInstallation.firstSeenAt} >= ${townMidnight(from)}` : undefined,
				until ? sql`${softwareInstallation.firstSeenAt} < ${townMidnight(until, 1)}` : undefined
			);
		}
	},
	search: (words) =>
		or(
			contains(softwareTitle.name, words),
			contains(softwareTitle.publisher, words),
			contains(softwareProduct.name, words),
			contains(item.inventoryNumber, words),
			contains(inventoryDevice.name, words),
			contains(holder.name, words)
		),
	sorts: {
		since: {
			keys: [{ expr: sql`${softwareInstallation.firstSeenAt}`, type: 'timestamptz' }, byId]
		},
		seen: {
			keys: [{ expr: sql`${softwareInstallation.lastSeenAt}`, type: 'timestamptz' }, byId]
		},
		name: {
			keys: [
				{
					expr: sql`left(coalesce(${softwareProduct.name}, ${softwareTitle.name}), 100)`,
					type: 'text'
				},
				byId
			]
		}
	},
	rows: rowsOf,
	count: async (db, where, upTo) => {
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(joined(db).where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of what is installed. Desk and auditors, each their units. Throws Forbidden. */
export async function listInstallations(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<InstallationRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, installationsList, { actor, now: clock.now() }, state);
}

/** All of the filtered list, one after the other. Who may: as `listInstallations`. */
export function exportInstallations(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<InstallationRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listAll(db, installationsList, { actor, now: clock.now() }, state);
}
