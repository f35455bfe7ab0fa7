import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ImportKind } from '#lib/people/import-kinds.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type { Known } from './import-columns.ts';
import { person, place, unit } from './tables.ts';

/** A record as a row of its file would say it, by column. */
export type RegisterRecord = { id: string; cells: Record<string, string> };

/** Everything of one kind in the register, by code or e-mail. */
export async function registerRecords(
	db: DbOrTx,
	kind: ImportKind
): Promise<Map<string, RegisterRecord>> {
	if (kind === 'places') return byKey(await placeRecords(db), 'code');
	if (kind === 'units') return byKey(await unitRecords(db), 'code');
	return byKey(await personRecords(db), 'email');
}

/** The codes and addresses that cells may name. Closed units and leavers can be named only by themselves. */
export async function knownNames(db: DbOrTx): Promise<Known> {
	const [units, places, people] = await Promise.all([
		db.select({ name: unit.code }).from(unit).where(eq(unit.active, true)),
		db.select({ name: place.code }).from(place).where(eq(place.active, true)),
		db.select({ name: person.email }).from(person).where(eq(person.status, 'active'))
	]);
	const names = (rows: { name: string }[]) => new Set(rows.map(({ name }) => name));
	return { units: names(units), places: names(places), people: names(people) };
}

const head = alias(person, 'head');
const owner = alias(person, 'budget_owner');
const manager = alias(person, 'manager');
const above = alias(unit, 'above');
const house = alias(place, 'house');

function byKey(records: RegisterRecord[], key: string): Map<string, RegisterRecord> {
	return new Map(records.map((record) => [record.cells[key] ?? '', record]));
}

async function placeRecords(db: DbOrTx): Promise<RegisterRecord[]> {
	const rows = await db
		.select({ place, head: head.email, parent: house.code })
		.from(place)
		.leftJoin(head, eq(head.id, place.headId))
		.leftJoin(house, eq(house.id, place.parentId));
	return rows.map(({ place: row, ...names }) => ({
		id: row.id,
		cells: {
			code: row.code,
			name_et: row.name.et,
			name_ru: row.name.ru,
			name_en: row.name.en ?? '',
			address: row.address,
			district: row.district,
			hours: row.hours,
			head: names.head ?? '',
			parent: names.parent ?? '',
			active: row.active ? 'yes' : 'no'
		}
	}));
}

async function unitRecords(db: DbOrTx): Promise<RegisterRecord[]> {
	const rows = await db
		.select({ unit, parent: above.code, head: head.email, owner: owner.email, place: place.code })
		.from(unit)
		.leftJoin(above, eq(above.id, unit.parentId))
		.leftJoin(head, eq(head.id, unit.headId))
		.leftJoin(owner, eq(owner.id, unit.budgetOwnerId))
		.leftJoin(place, eq(place.id, unit.placeId));
	return rows.map(({ unit: row, ...names }) => ({
		id: row.id,
		cells: {
			code: row.code,
			name_et: row.name.et,
			name_ru: row.name.ru,
			name_en: row.name.en ?? '',
			kind: row.kind,
			parent: names.parent ?? '',
			head: names.head ?? '',
			budget_owner: names.owner ?? '',
			place: names.place ?? '',
			active: row.active ? 'yes' : 'no'
		}
	}));
}

async function personRecords(db: DbOrTx): Promise<RegisterRecord[]> {
	const rows = await db
		.select({
			id: person.id,
			email: person.email,
			name: person.name,
			position: person.position,
			phone: person.phone,
			mailbox: person.hasMailbox,
			unit: unit.code,
			place: place.code,
			manager: manager.email,
			locale: person.locale,
			starts_on: person.startsOn,
			ends_on: person.endsOn,
			status: person.status
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.leftJoin(place, eq(place.id, person.placeId))
		.leftJoin(manager, eq(manager.id, person.managerId));
	return rows.map(({ id, mailbox, ...cells }) => ({
		id,
		cells: {
			...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell ?? ''])),
			mailbox: mailbox ? 'yes' : 'no'
		}
	}));
}
