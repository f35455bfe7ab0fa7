import { eq } from 'drizzle-orm';
import { foldWords } from '#lib/imports/cell-values.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { inThree } from '#lib/systems/form-fields.ts';
import { ROLE_RISKS, type RoleRisk } from '#lib/systems/system-kinds.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import type { ImportSpec, RawRow } from '#lib/server/imports/import-spec.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { saveSystemRole, type SaveSystemRoleInput } from '#lib/server/systems/save-system-role.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import {
	importFields,
	plainPlanner,
	readWord,
	type Facts,
	type FactsSide,
	type PlainField
} from './plain-planner.ts';
import { readFlag, readSlug } from './system-import.ts';

const FIELDS: PlainField[] = [
	{
		...{ key: 'system', label: m.registers_col_system, required: true },
		aliases: 'system|süsteem|infosüsteem|система'
	},
	{
		...{ key: 'slug', label: m.registers_field_slug, required: true },
		aliases: 'slug|roll|role|kood|роль|code'
	},
	{
		...{ key: 'nameEt', label: m.registers_field_name_et, needed: true },
		aliases: 'name et|nimi|nimetus|name'
	},
	{
		...{ key: 'nameRu', label: m.registers_field_name_ru, needed: true },
		aliases: 'name ru|название'
	},
	{ key: 'nameEn', label: m.registers_field_name_en, aliases: 'name en' },
	{ key: 'risk', label: m.registers_field_risk, aliases: 'risk|riskitase|риск' },
	{
		...{ key: 'ownerApproves', label: m.registers_field_owner_approves },
		aliases: 'owner approves|omanik kooskõlastab|согласует владелец'
	},
	{
		...{ key: 'maxDays', label: m.registers_field_max_days },
		aliases: 'max days|kehtivus päevades|срок в днях'
	},
	{ key: 'active', label: m.registers_field_active_system, aliases: 'active|kasutusel|активна' }
];

type Row = typeof systemRole.$inferSelect;

const factsOf = (row: Row): Facts => ({
	...{ system: row.systemId, slug: row.slug, risk: row.risk, maxDays: row.maxDays },
	...{ nameEt: row.name.et, nameRu: row.name.ru, nameEn: row.name.en ?? '' },
	...{ ownerApproves: row.ownerApproves, active: row.active }
});

const text = (value: Facts[string] | undefined): string => (value ? String(value) : '');

const inputOf = (facts: Facts, row?: Row): SaveSystemRoleInput => ({
	...{ systemId: text(facts.system), slug: text(facts.slug) },
	name: inThree(text(facts.nameEt), text(facts.nameRu), text(facts.nameEn)),
	description: row?.description ?? { et: '', ru: '' },
	risk: (text(facts.risk) || 'low') as RoleRisk,
	ownerApproves: facts.ownerApproves !== false,
	maxDays: facts.maxDays ? Number(facts.maxDays) : null,
	position: row?.position ?? 0,
	active: facts.active !== false
});

/** Finds a system by its short name, or by what it is called in any language. */
export async function systemFinder(db: DbOrTx): Promise<(typed: string) => string | undefined> {
	const rows = await db
		.select({
			id: informationSystem.id,
			slug: informationSystem.slug,
			name: informationSystem.name
		})
		.from(informationSystem);
	const names = rows.flatMap(({ id, name }) =>
		Object.values(name).map((one) => [foldWords(one), id] as const)
	);
	const byName = new Map(names);
	const bySlug = new Map(rows.map(({ id, slug }) => [slug, id]));
	return (typed) => bySlug.get(typed.trim().toLowerCase()) ?? byName.get(foldWords(typed));
}

const planner = plainPlanner(FIELDS, async (db) => {
	const systemOf = await systemFinder(db);
	const roles = await db.select().from(systemRole);
	const keyOf = ({ values }: RawRow) => {
		const system = systemOf(values.system ?? '');
		return system ? `${system}/${values.slug?.trim().toLowerCase() ?? ''}` : undefined;
	};
	return {
		known: new Map(
			roles.map((row) => [`${row.systemId}/${row.slug}`, { id: row.id, facts: factsOf(row) }])
		),
		keyOf,
		read: (key, typed) => {
			if (key === 'slug') return readSlug(typed);
			if (key === 'system') {
				const id = systemOf(typed);
				return id ? { value: id } : { issue: 'rights_import_no_system' };
			}
			if (key === 'risk')
				return readWord(
					typed,
					ROLE_RISKS.map((code) => ({ code, names: [] }))
				);
			if (key === 'active' || key === 'ownerApproves') return readFlag(typed);
			if (key !== 'maxDays') return { value: typed.slice(0, 200) };
			return /^\d{1,5}$/.test(typed) ? { value: Number(typed) } : { issue: 'errors_number' };
		}
	};
});

async function current(db: DbOrTx, id: string): Promise<Row | undefined> {
	const [row] = await db.select().from(systemRole).where(eq(systemRole.id, id));
	return row;
}

async function change(tx: Tx, actor: Actor, id: string, facts: Facts, at: Date): Promise<void> {
	const row = await current(tx, id);
	if (!row) throw new Error(`Role ${id} is gone.`);
	const input = { ...inputOf({ ...factsOf(row), ...facts }, row), id, seen: fingerprint(row) };
	await saveSystemRole(tx, actor, input, fixedClock(at));
}

/** Files of roles, by the desk of the whole town. One that was brought in and is taken back is closed. */
export const roleImport: ImportSpec = {
	register: 'roles',
	mayImport: (actor) => can(actor, 'systems.edit'),
	fields: () => Promise.resolve(importFields(FIELDS)),
	planner,
	write: async (tx, actor, rows, { at, progress }) => {
		const written = [];
		for (const { row, kind, recordId, after } of rows) {
			const { facts } = after as FactsSide;
			if (kind === 'insert') {
				const { id } = await saveSystemRole(tx, actor, inputOf(facts), fixedClock(at));
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
