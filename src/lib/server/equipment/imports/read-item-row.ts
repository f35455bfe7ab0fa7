import { ownName, type ItemKind } from '#lib/equipment/own-fields.ts';
import { localize } from '#lib/i18n/localized.ts';
import { foldWords, readCents, readDay, readMonths, readYesNo } from '#lib/imports/cell-values.ts';
import { can } from '#lib/people/permissions.ts';
import type { RawRow } from '#lib/server/imports/import-spec.ts';
import type { ReadItemRow, RowWorld } from './item-row.ts';
import type { Found } from './known-names.ts';

const NUMBER = /^[A-Z0-9][A-Z0-9/-]{1,29}$/;
const LONGEST = 200;
const LONGEST_NOTE = 5000;

const TEXTS = ['model', 'serial', 'ownTag', 'supplier', 'orderNumber', 'note'] as const;
const DAYS = ['boughtOn', 'warrantyUntil'] as const;

/** The category called so by its code or in any language. */
export const kindCalled = (kinds: readonly ItemKind[], text: string): ItemKind | undefined => {
	const folded = foldWords(text);
	return kinds.find(
		({ code, name, retired }) =>
			!retired && [code, name.et, name.ru, name.en ?? ''].some((one) => foldWords(one) === folded)
	);
};

/** Reads the cells of a row. What a cell does not say is absent; each problem names its column. */
export function readItemRow({ values }: RawRow, world: RowWorld): ReadItemRow {
	const { actor, heading } = world;
	const { locale } = actor;
	const read: ReadItemRow = {
		number: (values.inventoryNumber ?? '').toUpperCase(),
		...{ facts: {}, maker: values.maker ?? '', own: {}, where: {}, kind: undefined },
		...{ holder: undefined, names: {}, problems: [] }
	};
	const { facts, names, problems } = read;
	const wrong = (field: string, key: string, params?: Record<string, string>) => {
		problems.push({ heading: heading(field), key, ...(params ? { params } : {}) });
	};
	const named = <T>(field: string, found: Found<T>, unknown: string): T | undefined => {
		if (found === 'many') wrong(field, 'imports_many_so_called', { value: values[field] ?? '' });
		else if (found === undefined) wrong(field, unknown, { value: values[field] ?? '' });
		return found === 'many' ? undefined : found;
	};
	if (read.number === '') wrong('inventoryNumber', 'imports_number_needed');
	else if (!NUMBER.test(read.number)) wrong('inventoryNumber', 'registers_number_shape');
	for (const field of TEXTS) {
		const text = values[field];
		if (!text) continue;
		if (text.length > (field === 'note' ? LONGEST_NOTE : LONGEST)) wrong(field, 'errors_text_long');
		else facts[field] = field === 'note' ? text : text.replaceAll(/\s+/g, ' ');
	}
	for (const field of ['room', 'maker'] as const) {
		if ((values[field]?.length ?? 0) > LONGEST) wrong(field, 'errors_text_long');
	}
	for (const field of DAYS) {
		const text = values[field];
		const day = text && readDay(text);
		if (day) facts[field] = day;
		else if (text) wrong(field, 'imports_bad_date', { value: text });
	}
	if (values.priceCents) {
		facts.priceCents = readCents(values.priceCents);
		if (facts.priceCents === undefined)
			wrong('priceCents', 'imports_bad_amount', { value: values.priceCents });
	}
	if (values.lifeMonths) {
		facts.lifeMonths = readMonths(values.lifeMonths);
		if (facts.lifeMonths === undefined)
			wrong('lifeMonths', 'imports_bad_months', { value: values.lifeMonths });
	}
	if (values.category) {
		const kind = kindCalled(world.kinds, values.category);
		read.kind = named('category', kind, 'imports_unknown_category');
		if (read.kind) {
			facts.category = read.kind.code;
			names.category = localize(read.kind.name, locale);
		}
	}
	if (values.unitId) {
		const unit = named('unitId', world.units.find(values.unitId), 'imports_unknown_unit');
		if (unit && !can(actor, 'equipment.move', { unitId: unit.id })) {
			wrong('unitId', 'imports_unknown_unit', { value: values.unitId });
		} else if (unit) {
			facts.unitId = unit.id;
			names.unitId = localize(unit.name, locale);
		}
	}
	if (values.placeId) {
		const place = named('placeId', world.places.find(values.placeId), 'imports_unknown_place');
		if (place) {
			read.where.placeId = place.id;
			names.placeId = localize(place.name, locale);
		}
	}
	if (values.room) read.where.room = values.room;
	for (const field of ['responsibleId', 'contactId'] as const) {
		const text = values[field];
		if (!text) continue;
		const person = named(field, world.people.find(text), 'imports_unknown_person');
		if (person?.hasLeft) wrong(field, 'registers_person_left', { person: person.name });
		else if (person) {
			facts[field] = person.id;
			names[field] = person.name;
		}
	}
	if (values.holderId) {
		const person = named('holderId', world.people.find(values.holderId), 'imports_unknown_person');
		if (person?.hasLeft) wrong('holderId', 'registers_person_left', { person: person.name });
		else if (person && !can(actor, 'equipment.move', { unitId: person.unitId })) {
			wrong('holderId', 'imports_person_elsewhere', { person: person.name });
		} else if (person) {
			read.holder = person;
			read.where.holderId = person.id;
			names.holderId = person.name;
		}
	}
	readOwnCells(values, read, world);
	return read;
}

/** Cells of own fields in the words of the form: the code of a choice, `yes` or `no`, days and numbers. */
function readOwnCells(values: RawRow['values'], read: ReadItemRow, { kinds }: RowWorld): void {
	const fields = new Map(
		kinds.flatMap((kind) => kind.fields.map((one) => [one.key, one] as const))
	);
	for (const [key, field] of fields) {
		const text = values[ownName(key)];
		if (!text) continue;
		const own = read.kind?.fields.find((one) => one.key === key) ?? field;
		if (own.type === 'yes_no') read.own[key] = readYesNo(text);
		else if (own.type === 'date') read.own[key] = readDay(text) ?? text;
		else if (own.type === 'choice') {
			const folded = foldWords(text);
			const choice = own.choices.find(({ value, label }) =>
				[value, label.et, label.ru, label.en ?? ''].some((one) => foldWords(one) === folded)
			);
			read.own[key] = choice?.value ?? text;
		} else read.own[key] = text;
	}
}
