import { afterEvent } from '#lib/equipment/item-states.ts';
import { ownName, readOwnValue } from '#lib/equipment/own-fields.ts';
import { localize } from '#lib/i18n/localized.ts';
import { can } from '#lib/people/permissions.ts';
import { listCategories } from '#lib/server/equipment/register/categories.ts';
import type { ImportSpec, PlannedRow, RawRow } from '#lib/server/imports/import-spec.ts';
import type { ItemFacts, ItemMoving, ItemSide, ReadItemRow } from './item-row.ts';
import { findPeople, placeIndex, unitIndex } from './known-names.ts';
import { readItemRow } from './read-item-row.ts';
import {
	registeredItems,
	uniqueValues,
	type Registered,
	type RegisteredItems
} from './registered.ts';

/** Rows in which numbers stood already, by the number in lower case. */
type Seen = {
	numbers: Map<string, number>;
	serials: Map<string, number>;
	tags: Map<string, number>;
	own: Map<string, number>;
};

type Looking = {
	world: Parameters<typeof readItemRow>[1];
	known: RegisteredItems;
	taken: Map<string, string>;
	seen: Seen;
	alsoMove: boolean;
};

/**
 * Looks through rows of equipment: new numbers are inserted, known ones corrected. Holder and place of what is
 * registered already are only compared, and moved by acts when that was asked for.
 */
export const itemPlanner: ImportSpec['planner'] = async (db, actor, { alsoMove }, heading) => {
	const kinds = await listCategories(db);
	const [places, units] = [await placeIndex(db), await unitIndex(db)];
	const seen: Seen = { numbers: new Map(), serials: new Map(), tags: new Map(), own: new Map() };
	return async (at, rows) => {
		const people = await findPeople(
			at,
			rows.flatMap(({ values: { holderId, responsibleId, contactId } }) =>
				[holderId, responsibleId, contactId].flatMap((text) => text ?? [])
			)
		);
		const world = { actor, kinds, places, units, people, heading };
		const read = rows.map((row) => readItemRow(row, world));
		const lower = (text: string | undefined) => (text ? [text.toLowerCase()] : []);
		const known = await registeredItems(at, {
			numbers: read.map(({ number }) => number),
			serials: read.flatMap(({ facts }) => lower(facts.serial)),
			tags: read.flatMap(({ facts }) => lower(facts.ownTag))
		});
		const unique = kinds.flatMap(({ fields }) => fields.filter(({ isUnique }) => isUnique));
		const taken = await uniqueValues(
			at,
			unique.flatMap(({ id, key }) =>
				read.flatMap(({ own }) => (own[key] ? [{ fieldId: id, value: own[key] }] : []))
			)
		);
		const looking = { world, known, taken, seen, alsoMove };
		return rows.map((row, n) => planRow(row, read[n] ?? readItemRow(row, world), looking));
	};
};

function planRow(row: RawRow, read: ReadItemRow, looking: Looking): PlannedRow {
	const { heading, actor } = looking.world;
	const record = looking.known.byNumber.get(read.number);
	checkNumbers(row, read, looking);
	const { problems } = read;
	const wrong = (field: string, key: string, params: Record<string, string>) => {
		problems.push({ heading: heading(field), key, params });
	};
	const number = { number: read.number };
	if (record?.state === 'written_off') wrong('inventoryNumber', 'imports_written_off', number);
	if (record) {
		const { scopeUnitId } = record;
		const mayMove = can(actor, 'equipment.move', scopeUnitId ? { unitId: scopeUnitId } : undefined);
		// Of what is in another register nothing but its number is told.
		if (!mayMove)
			return refused(row, [
				{ heading: heading('inventoryNumber'), key: 'imports_not_yours', params: number }
			]);
	} else {
		for (const field of ['category', 'model'] as const) {
			if (!row.values[field])
				problems.push({ heading: heading(field), key: 'imports_required_new' });
		}
	}
	const own = ownOf(row, read, record, looking);
	if (!record) {
		if (problems.length > 0) return refused(row, problems);
		const { facts, maker, holder } = read;
		const placeId = read.where.placeId ?? holder?.placeId ?? undefined;
		const where = { ...read.where, ...(placeId ? { placeId } : {}) };
		const after: ItemSide = { shown: read.names, facts, maker, own, where };
		return { ...row, kind: 'insert', recordId: null, before: null, after, problems };
	}
	return planChange(row, read, record, own, looking);
}

const refused = (row: RawRow, problems: PlannedRow['problems']): PlannedRow => ({
	...{ ...row, kind: 'refused', recordId: null, before: null, after: null, problems }
});

function checkNumbers({ row }: RawRow, read: ReadItemRow, { world, known, seen }: Looking): void {
	const { number, facts, problems } = read;
	const once = (
		field: string,
		text: string | undefined,
		rows: Map<string, number>,
		twice: string
	) => {
		if (!text) return;
		const before = rows.get(text.toLowerCase());
		if (before !== undefined) {
			problems.push({ heading: world.heading(field), key: twice, params: { row: String(before) } });
		} else rows.set(text.toLowerCase(), row);
	};
	const free = (field: string, text: string | undefined, by: Map<string, string>, key: string) => {
		const bearer = text && by.get(text.toLowerCase());
		if (bearer && bearer !== number) {
			problems.push({ heading: world.heading(field), key, params: { number: bearer } });
		}
	};
	once('inventoryNumber', number, seen.numbers, 'imports_number_twice');
	once('serial', facts.serial, seen.serials, 'imports_serial_twice');
	once('ownTag', facts.ownTag, seen.tags, 'imports_tag_twice');
	free('serial', facts.serial, known.bySerial, 'imports_serial_taken');
	free('ownTag', facts.ownTag, known.byTag, 'imports_tag_taken');
}

/** The own values as they would be kept, those of the register included; problems go to the row. */
function ownOf(
	{ row, values }: RawRow,
	read: ReadItemRow,
	record: Registered | undefined,
	{ world, known, taken, seen }: Looking
): Record<string, string> {
	const code = read.facts.category ?? record?.category;
	const kind = world.kinds.find((one) => one.code === code);
	if (!kind) return {};
	const { problems } = read;
	const before = record?.category === code ? (known.own.get(record?.id ?? '') ?? {}) : {};
	const result: Record<string, string> = {};
	for (const key of Object.keys(read.own)) {
		if (kind.fields.some((field) => field.key === key)) continue;
		problems.push({ heading: world.heading(ownName(key)), key: 'imports_own_elsewhere' });
	}
	for (const field of kind.fields) {
		const heading = world.heading(ownName(field.key)) || localize(field.label, world.actor.locale);
		const given = read.own[field.key];
		const typed = given ?? before[field.key] ?? '';
		const value = readOwnValue(record && !given ? { ...field, required: false } : field, typed);
		if ('issue' in value) {
			problems.push({ heading, key: value.issue });
			continue;
		}
		if (value.value === '') continue;
		result[field.key] = value.value;
		if (!field.isUnique || !values[ownName(field.key)]) continue;
		const mark = `${field.id} ${value.value.toLowerCase()}`;
		const bearer = taken.get(mark);
		const earlier = seen.own.get(mark);
		if (bearer && bearer !== read.number) {
			problems.push({ heading, key: 'imports_own_taken', params: { number: bearer } });
		} else if (earlier !== undefined) {
			problems.push({ heading, key: 'imports_own_twice', params: { row: String(earlier) } });
		} else seen.own.set(mark, row);
	}
	return result;
}

const FACTS = [
	'category',
	'model',
	'serial',
	'ownTag',
	'unitId',
	'responsibleId',
	'contactId',
	'supplier',
	'orderNumber',
	'priceCents',
	'boughtOn',
	'warrantyUntil',
	'lifeMonths',
	'note'
] as const satisfies (keyof ItemFacts)[];

function planChange(
	row: RawRow,
	read: ReadItemRow,
	record: Registered,
	own: Record<string, string>,
	looking: Looking
): PlannedRow {
	const { problems } = read;
	const before: ItemSide = { shown: {}, facts: {} };
	const after: ItemSide = { shown: {}, facts: {} };
	for (const field of FACTS) {
		const [was, becomes] = [record[field], read.facts[field]];
		if (becomes === undefined || becomes === was) continue;
		if (field === 'model' && String(becomes).toLowerCase() === record.model.toLowerCase()) continue;
		Object.assign(before.facts, { [field]: was });
		Object.assign(after.facts, { [field]: becomes });
		before.shown[field] = shownWas(field, record, looking);
		after.shown[field] = read.names[field] ?? row.values[field] ?? '';
	}
	const ownBefore = looking.known.own.get(record.id) ?? {};
	const changedOwn = Object.keys(own).filter((key) => own[key] !== ownBefore[key]);
	if (changedOwn.length > 0) {
		before.own = ownBefore;
		after.own = own;
		for (const key of changedOwn) {
			before.shown[ownName(key)] = ownBefore[key] ?? '';
			after.shown[ownName(key)] = own[key] ?? '';
		}
	}
	after.moving = compareWhere(read, record, looking);
	if (!after.moving) delete after.moving;
	const isRefused = problems.some(({ key }) => !REMARKS.has(key));
	if (isRefused) return refused(row, problems);
	const changes = Object.keys(after.shown).length > 0 || after.moving !== undefined;
	return {
		...{ ...row, recordId: record.id, problems },
		...(changes ? { kind: 'change', before, after } : { kind: 'same', before: null, after: null })
	};
}

const REMARKS = new Set(['imports_place_differs', 'imports_holder_differs', 'imports_will_move']);

function shownWas(field: keyof ItemFacts, record: Registered, { world }: Looking): string {
	const was = record[field];
	if (was === null || was === undefined) return '';
	if (field === 'priceCents') return (Number(was) / 100).toFixed(2);
	if (field === 'category') {
		const kind = world.kinds.find(({ code }) => code === was);
		return kind ? localize(kind.name, world.actor.locale) : String(was);
	}
	// Who it was is found in the register; here it matters that it was somebody else.
	return field === 'unitId' || field.endsWith('Id') ? '…' : String(was);
}

/** Says where the register has a thing that the file has elsewhere, and how it would be moved there if that was asked. */
function compareWhere(
	read: ReadItemRow,
	record: Registered,
	{ world, alsoMove }: Looking
): ItemMoving | undefined {
	const { holderId, placeId, room } = read.where;
	const otherHolder = holderId !== undefined && holderId !== record.holderId;
	const otherPlace = placeId !== undefined && placeId !== record.placeId;
	const otherRoom = room !== undefined && room !== record.room;
	if (!otherHolder && !otherPlace && !otherRoom) return undefined;
	const { locale } = world.actor;
	const where = record.placeName ? localize(record.placeName, locale) : '';
	const was = [otherHolder ? record.holderName : '', where, record.room].filter(Boolean).join(', ');
	const heading = world.heading(otherHolder ? 'holderId' : otherPlace ? 'placeId' : 'room');
	if (!alsoMove) {
		const key = otherHolder ? 'imports_holder_differs' : 'imports_place_differs';
		read.problems.push({ heading, key, params: { was: was || '–' } });
		return undefined;
	}
	const isFree = record.state === 'in_stock' || record.state === 'reserved';
	const event = !otherHolder ? 'relocated' : isFree ? 'handed_over' : 'passed_on';
	const possible = afterEvent(record, event);
	if (!possible.ok) {
		const params = { number: record.inventoryNumber, holder: record.holderName ?? record.room };
		read.problems.push({ heading, key: possible.because, params });
		return undefined;
	}
	read.problems.push({ heading, key: 'imports_will_move', params: { was: was || '–' } });
	return {
		event,
		...(holderId && otherHolder ? { holderId } : {}),
		placeId: placeId ?? (otherHolder ? (read.holder?.placeId ?? undefined) : undefined),
		...(room === undefined ? {} : { room })
	};
}
