import { eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/people/permissions.ts';
import { readYesNo } from '#lib/imports/cell-values.ts';
import { CRITICALITIES, SYSTEM_KINDS } from '#lib/systems/system-kinds.ts';
import { PLACE_HOURS } from '#lib/working-time/place-hours.ts';
import { inThree } from '#lib/systems/form-fields.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { findPeople } from '#lib/server/equipment/imports/known-names.ts';
import type { ImportSpec } from '#lib/server/imports/import-spec.ts';
import { saveSystem, type SaveSystemInput } from '#lib/server/systems/save-system.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import type { Actor } from '#lib/people/actor.ts';
import {
	importFields,
	plainPlanner,
	readWord,
	type Facts,
	type FactsSide,
	type PlainField,
	type ReadCell
} from './plain-planner.ts';

const FIELDS: PlainField[] = [
	{
		...{ key: 'slug', label: m.registers_field_slug, required: true },
		aliases: 'slug|kood|lühinimi|код|code|short name'
	},
	{ key: 'kind', label: m.registers_field_kind, aliases: 'kind|liik|вид|type|tüüp' },
	{
		...{ key: 'nameEt', label: m.registers_field_name_et, needed: true },
		aliases: 'name et|nimi|nimetus|name'
	},
	{
		...{ key: 'nameRu', label: m.registers_field_name_ru, needed: true },
		aliases: 'name ru|название|наименование'
	},
	{ key: 'nameEn', label: m.registers_field_name_en, aliases: 'name en' },
	{ key: 'aboutEt', label: m.registers_field_about_et, aliases: 'description et|kirjeldus' },
	{ key: 'aboutRu', label: m.registers_field_about_ru, aliases: 'description ru|описание' },
	{ key: 'aboutEn', label: m.registers_field_about_en, aliases: 'description en|description' },
	{ key: 'ownerId', label: m.registers_field_owner, aliases: 'owner|omanik|vastutaja|владелец' },
	{ key: 'contact', label: m.registers_field_contact, aliases: 'contact|kontakt|контакт' },
	{ key: 'address', label: m.registers_field_address, aliases: 'address|aadress|url|адрес' },
	{
		...{ key: 'criticality', label: m.registers_field_criticality },
		aliases: 'criticality|olulisus|kriitilisus|важность'
	},
	{ key: 'hours', label: m.rights_field_hours, aliases: 'hours|hooldusaeg|часы' },
	{ key: 'active', label: m.registers_field_active_system, aliases: 'active|kasutusel|активна' }
];

type Row = typeof informationSystem.$inferSelect;

const factsOf = (row: Row): Facts => ({
	...{ slug: row.slug, kind: row.kind, ownerId: row.ownerId, hours: row.hours },
	...{ nameEt: row.name.et, nameRu: row.name.ru, nameEn: row.name.en ?? '' },
	aboutEt: row.description.et,
	aboutRu: row.description.ru,
	aboutEn: row.description.en ?? '',
	...{ contact: row.contact, address: row.address },
	...{ criticality: row.criticality, active: row.active }
});

const text = (value: Facts[string] | undefined): string => (value ? String(value) : '');

const inputOf = (facts: Facts): SaveSystemInput => ({
	slug: text(facts.slug),
	kind: (text(facts.kind) || 'system') as SaveSystemInput['kind'],
	name: inThree(text(facts.nameEt), text(facts.nameRu), text(facts.nameEn)),
	description: inThree(text(facts.aboutEt), text(facts.aboutRu), text(facts.aboutEn)),
	ownerId: text(facts.ownerId) || null,
	...{ contact: text(facts.contact), address: text(facts.address) },
	criticality: Number(facts.criticality ?? 2),
	hours: text(facts.hours) || 'office',
	active: facts.active !== false
});

/** A slug as services name records by it. */
export const readSlug = (typed: string): ReadCell => {
	const slug = typed.trim().toLowerCase();
	const fits = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slug.length <= 60;
	return fits ? { value: slug } : { issue: 'registers_slug_shape' };
};

const words = <T extends string | number>(codes: readonly T[]) =>
	codes.map((code) => ({ code, names: [] }));

/** A cell that says yes or no. */
export function readFlag(typed: string): ReadCell {
	const said = readYesNo(typed);
	if (said !== 'yes' && said !== 'no') return { issue: 'rights_import_yes_no' };
	return { value: said === 'yes' };
}

const planner = plainPlanner(FIELDS, async (db, _, rows) => {
	const systems = await db.select().from(informationSystem);
	const people = await findPeople(
		db,
		rows.flatMap(({ values }) => values.ownerId ?? [])
	);
	return {
		known: new Map(systems.map((row) => [row.slug, { id: row.id, facts: factsOf(row) }])),
		keyOf: ({ values }) => values.slug?.trim().toLowerCase(),
		read: (key, typed) => {
			if (key === 'slug') return readSlug(typed);
			if (key === 'kind') return readWord(typed, words(SYSTEM_KINDS));
			if (key === 'hours') return readWord(typed, words(PLACE_HOURS));
			if (key === 'criticality') return readWord(typed, words(CRITICALITIES));
			if (key === 'active') return readFlag(typed);
			if (key !== 'ownerId') return { value: typed.slice(0, 2000) };
			const owner = people.find(typed);
			if (!owner || owner === 'many') return { issue: 'imports_unknown_person' };
			if (owner.hasLeft) return { issue: 'registers_person_left', params: { person: owner.name } };
			return { value: owner.id, shown: owner.name };
		}
	};
});

async function current(db: DbOrTx, id: string): Promise<Row | undefined> {
	const [row] = await db.select().from(informationSystem).where(eq(informationSystem.id, id));
	return row;
}

async function change(tx: Tx, actor: Actor, id: string, facts: Facts, at: Date): Promise<Row> {
	const row = await current(tx, id);
	if (!row) throw new Error(`System ${id} is gone.`);
	const input = { ...inputOf({ ...factsOf(row), ...facts }), id, seen: fingerprint(row) };
	await saveSystem(tx, actor, input, fixedClock(at));
	return row;
}

/**
 * Files of information systems, by the desk of the whole town. One that was brought in and is taken back is closed: the
 * register forgets no system.
 */
export const systemImport: ImportSpec = {
	register: 'systems',
	mayImport: (actor) => can(actor, 'systems.edit'),
	fields: () => Promise.resolve(importFields(FIELDS)),
	planner,
	write: async (tx, actor, rows, { at, progress }) => {
		const written = [];
		for (const { row, kind, recordId, after } of rows) {
			const { facts } = after as FactsSide;
			if (kind === 'insert') {
				const { id } = await saveSystem(tx, actor, inputOf(facts), fixedClock(at));
				written.push({ row, recordId: id });
			} else {
				await change(tx, actor, recordId ?? '', facts, at);
				written.push({ row, recordId: recordId ?? '' });
			}
			await progress(1);
		}
		return written;
	},
	undo: async (tx, actor, rows, at) => {
		const stay = [];
		for (const { row, kind, recordId, before, after } of rows) {
			const now = recordId ? await current(tx, recordId) : undefined;
			const { facts } = after as FactsSide;
			const held = now && factsOf(now);
			if (!now || !held || Object.keys(facts).some((key) => held[key] !== facts[key])) {
				stay.push({ row, problem: { heading: '', key: 'imports_undo_touched' } });
				continue;
			}
			const back = kind === 'insert' ? { active: false } : (before as FactsSide).facts;
			await change(tx, actor, now.id, back, at);
		}
		return stay;
	}
};
