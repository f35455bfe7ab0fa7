import { and, eq, inArray, isNull } from 'drizzle-orm';
import { foldWords, readDay } from '#lib/imports/cell-values.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/people/permissions.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { findPeople } from '#lib/server/equipment/imports/known-names.ts';
import type { ImportSpec, RawRow } from '#lib/server/imports/import-spec.ts';
import { endRight } from '#lib/server/systems/end-right.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { accessRight, systemRole } from '#lib/server/systems/tables.ts';
import {
	importFields,
	plainPlanner,
	type FactsSide,
	type KnownRecord,
	type PlainField
} from './plain-planner.ts';
import { systemFinder } from './role-import.ts';

const FIELDS: PlainField[] = [
	{
		...{ key: 'person', label: m.registers_col_person, required: true },
		aliases: 'person|isik|nimi|kasutaja|e post|email|конто|человек|сотрудник|пользователь|user'
	},
	{
		...{ key: 'system', label: m.registers_col_system, required: true },
		aliases: 'system|süsteem|infosüsteem|система'
	},
	{
		...{ key: 'role', label: m.registers_col_role, required: true },
		aliases: 'role|roll|õigus|роль|доступ|right'
	},
	{ key: 'from', label: m.registers_field_from, aliases: 'from|valid from|alates|с|since' },
	{ key: 'until', label: m.registers_field_until, aliases: 'until|valid until|kuni|до' },
	{ key: 'despite', label: m.rights_despite, aliases: 'reason|põhjus|причина' }
];

const planner = plainPlanner(FIELDS, async (db, actor, rows) => {
	const systemOf = await systemFinder(db);
	const people = await findPeople(
		db,
		rows.flatMap(({ values }) => values.person ?? [])
	);
	const roles = await db
		.select({
			...{ id: systemRole.id, systemId: systemRole.systemId, slug: systemRole.slug },
			...{ name: systemRole.name, active: systemRole.active }
		})
		.from(systemRole);
	const roleOf = ({ values }: RawRow) => {
		const system = systemOf(values.system ?? '');
		const typed = values.role ?? '';
		return roles.find(
			({ systemId, slug, name }) =>
				systemId === system &&
				(slug === typed.trim().toLowerCase() ||
					Object.values(name).some((one) => foldWords(one) === foldWords(typed)))
		);
	};
	const personOf = ({ values }: RawRow) => {
		const found = people.find(values.person ?? '');
		return found === 'many' ? undefined : found;
	};
	const ids = rows.flatMap((row) => personOf(row)?.id ?? []);
	const held =
		ids.length === 0
			? []
			: await db
					.select({
						id: accessRight.id,
						personId: accessRight.personId,
						roleId: accessRight.roleId
					})
					.from(accessRight)
					.where(
						and(inArray(accessRight.personId, [...new Set(ids)]), isNull(accessRight.endedAt))
					);
	const known = new Map<string, KnownRecord>();
	const keyOf = (row: RawRow) => {
		const [person, role] = [personOf(row), roleOf(row)];
		if (!person || !role) return undefined;
		return `${person.id}/${role.id}`;
	};
	for (const row of rows) {
		const [person, role] = [personOf(row), roleOf(row)];
		if (!person || !role) continue;
		const right = held.find(({ personId, roleId }) => personId === person.id && roleId === role.id);
		// Days of a right that is there are a matter of a request, not of a file.
		const { from = '', until = '', despite = '' } = row.values;
		const days = { from: readDay(from) ?? null, until: readDay(until) ?? null, despite };
		const facts = { person: person.id, system: role.systemId, role: role.id, ...days };
		if (right) known.set(`${person.id}/${role.id}`, { id: right.id, facts });
	}
	return {
		...{ known, keyOf },
		read: (key, typed, row) => {
			if (key === 'person') {
				const found = people.find(typed);
				if (found === 'many' || !found) return { issue: 'imports_unknown_person' };
				const params = { person: found.name };
				if (found.hasLeft) return { issue: 'registers_person_left', params };
				if (!can(actor, 'rights.grant', { unitId: found.unitId }))
					return { issue: 'imports_person_elsewhere', params };
				return { value: found.id, shown: found.name };
			}
			if (key === 'system') {
				const id = systemOf(typed);
				return id ? { value: id } : { issue: 'rights_import_no_system' };
			}
			if (key === 'role') {
				const role = roleOf(row);
				if (!role) return { issue: 'rights_import_no_role' };
				if (!role.active) return { issue: 'registers_role_closed', params: { role: typed } };
				return { value: role.id };
			}
			if (key === 'despite') return { value: typed.slice(0, 2000) };
			const day = readDay(typed);
			return day ? { value: day } : { issue: 'errors_date' };
		}
	};
});

const text = (value: unknown): string | null => (value ? String(value) : null);

/**
 * Files of rights, by the desk within its units: rights that people do not have yet are given, each as by hand; what they
 * have stays as it is. Taken back, a right that was brought in is ended.
 */
export const rightImport: ImportSpec = {
	register: 'rights',
	mayImport: (actor) => can(actor, 'rights.grant'),
	fields: () => Promise.resolve(importFields(FIELDS)),
	planner,
	write: async (tx, actor, rows, { at, progress }) => {
		const written = [];
		for (const { row, after } of rows) {
			const { facts } = after as FactsSide;
			const { id } = await grantRight(
				tx,
				actor,
				{
					personId: String(facts.person),
					roleId: String(facts.role),
					...{ from: text(facts.from), until: text(facts.until), despite: text(facts.despite) }
				},
				fixedClock(at)
			);
			written.push({ row, recordId: id });
			await progress(1);
		}
		return written;
	},
	undo: async (tx, actor, rows, at) => {
		const stay = [];
		for (const { row, recordId } of rows) {
			const [right] = await tx
				.select({ endedAt: accessRight.endedAt })
				.from(accessRight)
				.where(eq(accessRight.id, recordId ?? ''))
				.for('update');
			if (!right || right.endedAt) {
				stay.push({ row, problem: { heading: '', key: 'imports_undo_touched' } });
				continue;
			}
			const reason = m.rights_import_undone({}, { locale: 'et' });
			await endRight(tx, actor, { rightId: recordId ?? '', reason }, fixedClock(at));
		}
		return stay;
	}
};
