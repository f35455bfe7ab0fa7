import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import {
	addRoleConflict,
	conflictsOf,
	listRoleConflicts,
	removeRoleConflict
} from '#lib/server/systems/role-conflicts.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { rightsOf } from '#tests/support/held.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const text = (et: string) => ({ et, ru: et });
const why = text('Kes tellib, see ei maksa.');
let test: TestDatabase;
let town: SmallTown;
let system: { id: string };
let orders: { id: string };
let pays: { id: string };

beforeAll(async () => {
	test = await testDatabase({ max: 30 });
	town = await smallTown(test.db);
	const made = {
		slug: 'money',
		kind: 'system' as const,
		name: text('Raha'),
		description: text('')
	};
	system = await saveSystem(test.db, systemActor, made, clock);
	const role = (slug: string) => ({
		...{ systemId: system.id, slug, name: text(slug), description: text('') }
	});
	orders = await saveSystemRole(test.db, systemActor, role('orders'), clock);
	pays = await saveSystemRole(test.db, systemActor, role('pays'), clock);
	const pair = { roleId: orders.id, otherId: pays.id, why };
	await addRoleConflict(test.db, systemActor, pair, clock);
});
afterAll(() => test.close());

const agent = async () => actorOf(await town.addPerson('Agent'), withRole('agent'));

describe('roles that do not go together', () => {
	it('are kept once and seen from both sides', async () => {
		const again = { roleId: pays.id, otherId: orders.id, why };
		expect(await refusalOf(addRoleConflict(test.db, systemActor, again, clock))).toBe(
			'Invalid rights_conflict_there'
		);
		const itself = { roleId: pays.id, otherId: pays.id, why };
		expect(await refusalOf(addRoleConflict(test.db, systemActor, itself, clock))).toBe(
			'Invalid rights_conflict_itself'
		);
		expect(await listRoleConflicts(test.db, [orders.id])).toMatchObject([{ otherId: pays.id }]);
		expect(await listRoleConflicts(test.db, [pays.id])).toMatchObject([{ otherId: orders.id }]);
		expect(await listRoleConflicts(test.db, [pays.id, orders.id])).toHaveLength(2);
	});

	it('are the desk’s of the whole town to say', async () => {
		const elsewhere = actorOf(
			await town.addPerson('Agent'),
			withRole('agent', [town.kindergarten.id])
		);
		const pair = { roleId: orders.id, otherId: pays.id };
		const strange = { roleId: orders.id, otherId: 'x' };
		expect(await refusalOf(removeRoleConflict(test.db, systemActor, strange, clock))).toMatch(
			/^NotFound/
		);
		expect(await refusalOf(addRoleConflict(test.db, elsewhere, { ...pair, why }, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(removeRoleConflict(test.db, elsewhere, pair, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it('are refused to one person on the same days, unless somebody says why', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const first = { personId: mari.id, roleId: orders.id, until: '2026-12-31' };
		await grantRight(test.db, desk, first, clock);
		const second = { personId: mari.id, roleId: pays.id };
		expect(await refusalOf(grantRight(test.db, desk, second, clock))).toBe(
			'Conflict rights_incompatible'
		);
		expect(await refusalOf(grantRight(test.db, desk, { ...second, despite: '  ' }, clock))).toBe(
			'Conflict rights_incompatible'
		);
		const asked = [{ personId: mari.id, role: { system: 'money', role: 'pays' } }];
		expect(await conflictsOf(test.db, asked)).toMatchObject([
			{ personId: mari.id, roleId: pays.id, other: text('orders'), validUntil: '2026-12-31', why }
		]);
		await grantRight(test.db, desk, { ...second, from: '2027-01-01' }, clock);
		const jaan = await town.addPerson('Jaan');
		await grantRight(test.db, desk, { personId: jaan.id, roleId: orders.id }, clock);
		const despite = 'Asendab haiguse ajal';
		await grantRight(test.db, desk, { personId: jaan.id, roleId: pays.id, despite }, clock);
		expect(await rightsOf(test.db, jaan.id)).toHaveLength(2);
		const reasons = await test.db
			.select({ roleId: accessRight.roleId, why: accessRight.conflictReason })
			.from(accessRight)
			.where(eq(accessRight.personId, jaan.id));
		expect(new Map(reasons.map(({ roleId, why }) => [roleId, why]))).toEqual(
			new Map([
				[orders.id, null],
				[pays.id, despite]
			])
		);
	});

	it('are found between two roles of one request, once', async () => {
		const mari = await town.addPerson('Mari');
		const asked = [orders.id, pays.id].map((role) => ({ personId: mari.id, role }));
		const found = await conflictsOf(test.db, asked);
		expect(found).toHaveLength(1);
		expect(found[0]?.validFrom).toBeNull();
	});

	it('go to one person once when thirty agents give both at once', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const tries = await Promise.all(
			Array.from({ length: 30 }, (_, n) =>
				refusalOf(
					grantRight(
						test.db,
						desk,
						{ personId: mari.id, roleId: n % 2 === 0 ? orders.id : pays.id },
						clock
					)
				)
			)
		);
		expect(tries.filter((result) => result.startsWith('not refused'))).toHaveLength(1);
		expect(await rightsOf(test.db, mari.id)).toHaveLength(1);
		expect(new Set(tries.filter((result) => !result.startsWith('not refused')))).toEqual(
			new Set(['Conflict rights_incompatible', 'Conflict registers_right_already_held'])
		);
	});
});
