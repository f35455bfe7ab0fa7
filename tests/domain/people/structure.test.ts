import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eq, sql } from 'drizzle-orm';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import {
	appointRepresentative,
	endRepresentation
} from '#lib/server/people/appoint-representative.ts';
import { endDeputy } from '#lib/server/people/end-deputy.ts';
import { grantRole, revokeRole } from '#lib/server/people/grant-role.ts';
import { bringBack, markLeft } from '#lib/server/people/mark-left.ts';
import { movePerson } from '#lib/server/people/move-person.ts';
import { nameDeputy } from '#lib/server/people/name-deputy.ts';
import { personColumns } from '#lib/server/people/person-in-scope.ts';
import { addPerson, savePerson } from '#lib/server/people/save-person.ts';
import { savePlace } from '#lib/server/people/save-place.ts';
import { saveUnit } from '#lib/server/people/save-unit.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { deputy, person, roleGrant, unit } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorFor, clock, smallTown } from './town.ts';

let open: TestDatabase;
let town: Awaited<ReturnType<typeof smallTown>>;
let mayor: Actor;
let clerk: Actor;
const NOBODY = '0192f000-0000-7000-8000-000000000000';

beforeAll(async () => {
	open = await testDatabase();
	town = await smallTown(open.db);
	mayor = await actorFor(open.db, town.mayor);
	clerk = await actorFor(open.db, town.clerk);
});
afterAll(() => open.close());

const personRow = async (id: string) => {
	const [row] = await open.db.select(personColumns).from(person).where(eq(person.id, id));
	if (!row) throw new Error('no such person');
	return row;
};
const actionsOf = async (recordId: string) => {
	const rows = await open.db
		.select({ action: auditEntry.action })
		.from(auditEntry)
		.where(eq(auditEntry.recordId, recordId))
		.orderBy(auditEntry.seq);
	return rows.map(({ action }) => action);
};
const facts = {
	email: 'piret.lind@linn.example',
	name: 'Piret Lind',
	position: 'peaspetsialist',
	phone: '5641',
	locale: 'et' as const,
	startsOn: null,
	endsOn: null
};

describe('units', () => {
	test('a unit moves with everything below it', async () => {
		const input = { id: town.kindergarten, code: 'kindergarten', name: { et: 'Aed', ru: 'Сад' } };
		await saveUnit(
			open.db,
			mayor,
			{ ...input, kind: 'kindergarten', parentId: town.finance },
			clock
		);
		const [group] = await open.db.select().from(unit).where(eq(unit.id, town.group));
		expect(group?.ancestorIds).toEqual([town.town, town.finance, town.kindergarten, town.group]);
		await saveUnit(
			open.db,
			mayor,
			{ ...input, kind: 'kindergarten', parentId: town.education },
			clock
		);
		expect(await actionsOf(town.kindergarten)).toEqual([
			'unit.added',
			'unit.changed',
			'unit.changed'
		]);
	});

	test('a unit cannot lie in itself', async () => {
		const input = { id: town.education, code: 'education', name: { et: 'a', ru: 'a' } };
		await expect(
			saveUnit(open.db, mayor, { ...input, kind: 'office', parentId: town.group }, clock)
		).rejects.toMatchObject({ issues: { parentId: ['people_unit_in_itself'] } });
	});

	test('a unit with people is not closed', async () => {
		const input = { id: town.finance, code: 'finance', name: { et: 'a', ru: 'a' }, active: false };
		await expect(
			saveUnit(open.db, mayor, { ...input, kind: 'office', parentId: town.town }, clock)
		).rejects.toMatchObject({ code: 'Conflict', details: { people: '2', units: '0' } });
	});

	test('a code is taken once', async () => {
		const input = { code: 'finance', name: { et: 'a', ru: 'a' }, kind: 'office' as const };
		await expect(
			saveUnit(open.db, mayor, { ...input, parentId: town.town }, clock)
		).rejects.toMatchObject({ issues: { code: ['people_code_taken'] } });
	});

	test('an employee changes no unit and no place', async () => {
		const input = { code: 'mine', name: { et: 'a', ru: 'a' } };
		await expect(
			saveUnit(open.db, clerk, { ...input, kind: 'office', parentId: null }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
		await expect(savePlace(open.db, clerk, input, clock)).rejects.toMatchObject({
			code: 'Forbidden'
		});
	});

	test('a place cannot lie in a room of its own', async () => {
		const house = await savePlace(
			open.db,
			mayor,
			{ code: 'house', name: { et: 'a', ru: 'a' } },
			clock
		);
		const room = { code: 'room', name: { et: 'a', ru: 'a' }, parentId: house.id };
		const { id: roomId } = await savePlace(open.db, mayor, room, clock);
		await expect(
			savePlace(open.db, mayor, { ...room, id: house.id, parentId: roomId }, clock)
		).rejects.toMatchObject({ issues: { parentId: ['people_place_in_itself'] } });
	});
});

describe('an administrator of one unit', () => {
	let limited: Actor;
	beforeAll(async () => {
		const grant = { personId: town.principal, role: 'admin' as const, unitId: town.education };
		await grantRole(open.db, mayor, grant, clock);
		limited = await actorFor(open.db, town.principal);
	});

	test('changes people within it and nobody else', async () => {
		const teacher = await personRow(town.teacher);
		await savePerson(open.db, limited, { ...teacher, position: 'õpetaja' }, clock);
		await expect(
			savePerson(open.db, limited, { ...facts, id: town.clerk }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
	});

	test('moves nobody out of it', async () => {
		const input = { id: town.teacher, unitId: town.finance, placeId: null, managerId: null };
		await expect(movePerson(open.db, limited, input, clock)).rejects.toMatchObject({
			code: 'Forbidden'
		});
	});

	test('makes nobody administrator of more', async () => {
		const grant = { personId: town.principal, role: 'admin' as const };
		await expect(
			grantRole(open.db, limited, { ...grant, unitId: null }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
		await expect(
			grantRole(open.db, limited, { ...grant, unitId: town.finance }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
	});
});

describe('people', () => {
	test('a stale form is told who was first', async () => {
		const before = await personRow(town.clerk);
		const seen = fingerprint(before);
		await savePerson(open.db, mayor, { ...facts, id: town.clerk, seen }, clock);
		await expect(
			savePerson(open.db, mayor, { ...facts, phone: '1', id: town.clerk, seen }, clock)
		).rejects.toMatchObject({ code: 'Conflict', details: { person: 'Aadu Linnapuu' } });
		expect((await personRow(town.clerk)).phone).toBe('5641');
	});

	test('nobody takes the e-mail of another', async () => {
		const input = { ...facts, id: town.clerk, email: 'tarmo.vesik@linn.example' };
		await expect(savePerson(open.db, mayor, input, clock)).rejects.toMatchObject({
			issues: { email: ['people_email_taken'] }
		});
	});

	test('a manager never answers to their own report', async () => {
		const input = { id: town.mayor, unitId: town.town, placeId: null, managerId: town.clerk };
		await expect(movePerson(open.db, mayor, input, clock)).rejects.toMatchObject({
			issues: { managerId: ['people_manager_circle'] }
		});
	});

	test('two moves at once cannot make a circle', async () => {
		const base = { unitId: town.finance, placeId: null };
		const results = await Promise.allSettled([
			movePerson(open.db, mayor, { ...base, id: town.head, managerId: town.clerk }, clock),
			movePerson(open.db, mayor, { ...base, id: town.clerk, managerId: town.head }, clock)
		]);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		await movePerson(open.db, mayor, { ...base, id: town.clerk, managerId: town.mayor }, clock);
		await movePerson(open.db, mayor, { ...base, id: town.head, managerId: town.mayor }, clock);
		await movePerson(open.db, mayor, { ...base, id: town.clerk, managerId: town.head }, clock);
	});

	test('unknown people are not found', async () => {
		await expect(savePerson(open.db, mayor, { ...facts, id: NOBODY }, clock)).rejects.toMatchObject(
			{ code: 'NotFound' }
		);
	});
});

describe('deputies', () => {
	test('a person names their own, and a colleague cannot', async () => {
		const period = { from: '2026-12-01', until: '2026-12-05' };
		const own = { deputyId: town.head, ...period };
		const { id } = await nameDeputy(open.db, clerk, own, clock);
		await expect(nameDeputy(open.db, clerk, own, clock)).rejects.toMatchObject({
			code: 'Conflict',
			messageKey: 'people_deputy_twice'
		});
		const teacher = await actorFor(open.db, town.teacher);
		await expect(
			nameDeputy(open.db, teacher, { ...own, personId: town.clerk }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
		await expect(endDeputy(open.db, teacher, { id }, clock)).rejects.toMatchObject({
			code: 'NotFound'
		});
		await endDeputy(open.db, clerk, { id }, clock);
		expect(await actionsOf(id)).toEqual(['deputy.named', 'deputy.ended']);
	});

	test('the line manager names one for somebody who fell ill', async () => {
		const head = await actorFor(open.db, town.head);
		const input = { personId: town.clerk, deputyId: town.head };
		const days = { from: '2026-11-20', until: '2026-11-27' };
		const { id } = await nameDeputy(open.db, head, { ...input, ...days }, clock);
		expect((await actorFor(open.db, town.head)).deputyFor).toEqual([town.clerk]);
		await endDeputy(open.db, head, { id }, clock);
		const [row] = await open.db.select().from(deputy).where(eq(deputy.id, id));
		expect(row?.until).toBe('2026-11-23');
		await expect(endDeputy(open.db, head, { id }, clock)).rejects.toMatchObject({
			messageKey: 'people_deputy_over'
		});
	});

	test.each([
		['oneself', { deputyId: 'self' }, 'deputyId'],
		['days the wrong way round', { from: '2026-12-09', until: '2026-12-01' }, 'until'],
		['a period that is over', { from: '2026-11-01', until: '2026-11-02' }, 'until'],
		['more than a year', { from: '2026-11-25', until: '2027-12-25' }, 'until']
	])('refused: %s', async (_name, change, field) => {
		const input = { deputyId: town.head, from: '2026-12-10', until: '2026-12-11', ...change };
		if (input.deputyId === 'self') input.deputyId = town.clerk;
		await expect(nameDeputy(open.db, clerk, input, clock)).rejects.toMatchObject({
			code: 'Invalid',
			issues: { [field]: [expect.any(String)] }
		});
	});
});

describe('representatives and roles', () => {
	test('a representative acts for the unit and those below', async () => {
		const input = { personId: town.clerk, unitId: town.kindergarten };
		const { id } = await appointRepresentative(open.db, mayor, input, clock);
		const reach = (await actorFor(open.db, town.clerk)).representsUnitIds;
		expect(reach.toSorted()).toEqual([town.kindergarten, town.group].toSorted());
		await expect(appointRepresentative(open.db, mayor, input, clock)).rejects.toMatchObject({
			code: 'Conflict'
		});
		await endRepresentation(open.db, mayor, { id }, clock);
		expect((await actorFor(open.db, town.clerk)).representsUnitIds).toEqual([]);
	});

	test('the same role is not given twice', async () => {
		const grant = { personId: town.head, role: 'author' as const, unitId: null };
		await grantRole(open.db, mayor, grant, clock);
		await expect(grantRole(open.db, mayor, grant, clock)).rejects.toMatchObject({
			messageKey: 'people_role_held'
		});
	});

	test('neither goes to somebody who has left, nor into a closed unit', async () => {
		const work = { personId: town.teacher, unitId: town.group, placeId: null, managerId: null };
		const gone = await addPerson(
			open.db,
			mayor,
			{ ...facts, ...work, email: 'x@linn.example' },
			clock
		);
		const left = { id: gone.id, lastDay: '2026-11-24', successorId: null };
		await markLeft(open.db, mayor, left, clock);
		const unitOf = {
			kind: 'office' as const,
			parentId: town.town,
			name: { et: 'Suletud', ru: 'x' }
		};
		const shut = await saveUnit(open.db, mayor, { ...unitOf, code: 'shut' }, clock);
		await open.db.update(unit).set({ active: false }).where(eq(unit.id, shut.id));
		const role = (personId: string, unitId: string | null) =>
			grantRole(open.db, mayor, { personId, role: 'agent', unitId }, clock);
		const post = (personId: string, unitId: string) =>
			appointRepresentative(open.db, mayor, { personId, unitId }, clock);
		const gives = (issues: Record<string, string[]>) => ({ code: 'Invalid', issues });
		for (const refused of [() => role(gone.id, null), () => post(gone.id, town.finance)])
			await expect(refused()).rejects.toMatchObject(gives({ personId: ['people_person_gone'] }));
		for (const refused of [() => role(town.head, shut.id), () => post(town.head, shut.id)])
			await expect(refused()).rejects.toMatchObject(gives({ unitId: ['people_unit_closed'] }));
	});

	test('of two administrators revoked at once, one stays', async () => {
		const second = { personId: town.head, role: 'admin' as const, unitId: null };
		await grantRole(open.db, mayor, second, clock);
		const grants = await open.db
			.select()
			.from(roleGrant)
			.where(sql`role = 'admin' and unit_id is null`);
		const results = await Promise.allSettled(
			grants.map(({ id }) => revokeRole(open.db, systemActor, { id }, clock))
		);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		await grantRole(open.db, systemActor, { ...second, personId: town.mayor }, clock).catch(
			() => undefined
		);
	});
});

describe('leaving', () => {
	test('everything held passes on, and nobody answers to a leaver', async () => {
		const away = { deputyId: town.clerk, from: '2026-11-24', until: '2026-12-24' };
		const head = await actorFor(open.db, town.head);
		const { id } = await nameDeputy(open.db, head, away, clock);
		const input = { id: town.head, lastDay: '2026-11-24', successorId: town.clerk };
		await markLeft(open.db, mayor, input, clock);
		expect(await personRow(town.head)).toMatchObject({ status: 'left', endsOn: '2026-11-24' });
		expect((await personRow(town.clerk)).managerId).toBe(town.mayor);
		expect(await open.db.select().from(deputy).where(eq(deputy.id, id))).toEqual([]);
		const roles = await open.db.select().from(roleGrant).where(eq(roleGrant.personId, town.head));
		expect(roles).toEqual([]);
		expect(await actionsOf(town.head)).toContain('person.left');
		await expect(markLeft(open.db, mayor, input, clock)).rejects.toMatchObject({
			messageKey: 'people_already_left'
		});
		await bringBack(open.db, mayor, { id: town.head }, clock);
		expect(await personRow(town.head)).toMatchObject({ status: 'active', endsOn: null });
	});

	test('the last administrator stays', async () => {
		const input = { id: town.mayor, lastDay: '2026-11-24', successorId: town.clerk };
		await expect(markLeft(open.db, systemActor, input, clock)).rejects.toMatchObject({
			messageKey: 'people_last_admin'
		});
		expect((await personRow(town.mayor)).status).toBe('active');
	});

	test('a day in the future is refused, and people without a successor too', async () => {
		await expect(
			markLeft(open.db, mayor, { id: town.clerk, lastDay: '2026-11-25', successorId: null }, clock)
		).rejects.toMatchObject({ issues: { lastDay: ['people_last_day_future'] } });
		await expect(
			markLeft(open.db, mayor, { id: town.mayor, lastDay: '2026-11-24', successorId: null }, clock)
		).rejects.toMatchObject({ issues: { successorId: ['people_successor_needed'] } });
	});
});
