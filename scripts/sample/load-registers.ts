import { systemActor } from '#lib/people/actor.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { SystemKind } from '#lib/systems/system-kinds.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { saveNeeds } from '#lib/server/systems/save-needs.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { sampleRows, type SampleRow } from './sample-csv.ts';
import { found, type Town } from './sample-town.ts';
import { once, type Beginning } from './timeline.ts';

/** Ids of what the sample can ask for. */
export type Registers = {
	systems: Map<string, string>;
	/** By `system/role`. */
	roles: Map<string, string>;
	products: Map<string, string>;
};

const text = (row: SampleRow, column: string): LocalizedText => ({
	et: row[`${column}_et`] ?? '',
	ru: row[`${column}_ru`] ?? '',
	en: row[`${column}_en`] ?? ''
});

/** Enters information systems with their roles and software products. */
export async function loadRegisters(town: Town, now: Date): Promise<Registers> {
	const registers: Registers = { systems: new Map(), roles: new Map(), products: new Map() };
	await loadSystems(town, now, registers);
	for (const row of sampleRows('software', now)) {
		const { id } = await saveProduct(
			town.db,
			systemActor,
			{
				slug: row.slug ?? '',
				name: row.name ?? '',
				vendor: row.vendor ?? '',
				description: text(row, 'description'),
				policy: row.policy as SoftwarePolicy,
				policyNote: row.policy_note,
				licensed: row.licensed === 'yes',
				moduleSlug: row.module || null,
				systemId: row.system ? found(registers.systems.get(row.system), row.system) : null,
				idleDays: row.idle_days ? Number(row.idle_days) : null
			},
			town.clock
		);
		registers.products.set(row.slug ?? '', id);
	}
	return registers;
}

async function loadSystems(town: Town, now: Date, { systems, roles }: Registers): Promise<void> {
	const { db, clock } = town;
	for (const row of sampleRows('systems', now)) {
		const { slug = '', contact = '', address = '' } = row;
		const { id } = await saveSystem(
			db,
			systemActor,
			{
				slug,
				contact,
				address,
				kind: row.kind as SystemKind,
				name: text(row, 'name'),
				description: text(row, 'description'),
				ownerId: town.who(row.owner ?? '').id,
				criticality: Number(row.criticality)
			},
			clock
		);
		systems.set(slug, id);
	}
	const needsOf = Map.groupBy(sampleRows('needs', now), (row) => row.system ?? '');
	for (const [slug, rows] of needsOf) {
		const needs = rows.map(({ needs_kind: kind, needs = '' }) => ({
			kind: kind as 'system' | 'place',
			id: found((kind === 'place' ? town.places : systems).get(needs), `${kind} ${needs}`)
		}));
		const systemId = found(systems.get(slug), `system ${slug}`);
		await saveNeeds(db, systemActor, { systemId, needs }, clock);
	}
	for (const [position, row] of sampleRows('system-roles', now).entries()) {
		const { id } = await saveSystemRole(
			db,
			systemActor,
			{
				systemId: found(systems.get(row.system ?? ''), `system ${row.system}`),
				slug: row.slug ?? '',
				name: text(row, 'name'),
				description: { et: '', ru: '' },
				risk: row.risk as 'low' | 'medium' | 'high',
				ownerApproves: row.owner_approves === 'yes',
				maxDays: row.max_days ? Number(row.max_days) : null,
				position
			},
			clock
		);
		roles.set(`${row.system}/${row.slug}`, id);
	}
}

/** Rights and seats that people had, given on their first day, or when the portal began. */
export function holdingStories(
	town: Town,
	registers: Registers,
	begin: Date,
	now: Date
): Beginning[] {
	const { db, clock } = town;
	const since = (day: string | undefined) => {
		const at = morning(day, 8);
		return at > begin ? at : begin;
	};
	const rights = sampleRows('rights', now).map((row) => {
		const roleId = found(registers.roles.get(`${row.system}/${row.role}`), `role ${row.role}`);
		const personId = town.who(row.person ?? '').id;
		const days = { from: row.valid_from, until: row.valid_until || null };
		const give = () => grantRight(db, systemActor, { personId, roleId, ...days }, clock);
		return { at: since(row.valid_from), story: once(give) };
	});
	const seats = sampleRows('seats', now).map((row) => {
		const productId = found(registers.products.get(row.product ?? ''), `product ${row.product}`);
		const personId = town.who(row.person ?? '').id;
		const take = () => takeSeat(db, systemActor, { productId, personId }, clock);
		return { at: since(row.taken_on), story: once(take) };
	});
	return [...rights, ...seats];
}

/** An hour of the morning of a day, universal time: two hours later in Estonia, three in summer. */
export function morning(day: string | undefined, hour: number): Date {
	return new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
}
