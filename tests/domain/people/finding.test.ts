import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { peopleShape } from '#lib/people/list-shapes.ts';
import { grantRole } from '#lib/server/people/grant-role.ts';
import { getPerson } from '#lib/server/people/get-person.ts';
import { peopleList } from '#lib/server/people/list-people.ts';
import { markLeft } from '#lib/server/people/mark-left.ts';
import { resolveTypedPeople } from '#lib/server/people/resolve-typed-people.ts';
import { searchPeople } from '#lib/server/people/search-people.ts';
import { listUnits } from '#lib/server/people/unit-tree.ts';
import { listPage } from '#lib/server/lists/list-page.ts';
import { systemActor } from '#lib/people/actor.ts';
import { loadStructure } from '#scripts/sample/load-structure.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorFor, clock, smallTown } from './town.ts';

let open: TestDatabase;
let town: Awaited<ReturnType<typeof smallTown>>;
beforeAll(async () => {
	open = await testDatabase();
	town = await smallTown(open.db);
	await loadStructure(open.db, clock, clock.now());
});
afterAll(() => open.close());

const names = async (text: string) => {
	const found = await searchPeople(open.db, await actorFor(open.db, town.clerk), text);
	return found.map(({ name }) => name);
};

describe('a picker', () => {
	test.each([
		['pärn', 'Anne Pärn'],
		['parn', 'Anne Pärn'],
		['kivi ras', 'Rasmus Kivi'],
		['mari.orav@', 'Mari Orav']
	])('%s finds %s', async (text, name) => {
		expect(await names(text)).toContain(name);
	});

	test('finds at most twenty, the own unit first, and nobody who has left', async () => {
		expect(await names('a')).toHaveLength(20);
		expect((await names('i')).slice(0, 2)).toEqual(['Piret Lind', 'Tarmo Vesik']);
		expect(await names('Maret Tamm')).toEqual([]);
	});

	test('takes typed characters for themselves', async () => {
		expect(await names('%')).toEqual([]);
		expect(await names("o'; drop table person --")).toEqual([]);
	});

	test('without a script a name that fits one person is enough', async () => {
		const actor = await actorFor(open.db, town.clerk);
		const form = new FormData();
		form.set('deputyId', '');
		form.set('deputyId_text', 'Kaire Sild');
		form.set('managerId_text', 'a');
		const issues = await resolveTypedPeople(open.db, actor, form, ['deputyId', 'managerId']);
		expect(issues).toEqual({ managerId: ['people_pick_one'] });
		expect(String(form.get('deputyId'))).toMatch(/^[0-9a-f-]{36}$/);
	});
});

describe('the register of people', () => {
	const list = async (personId: string, query: string) => {
		const state = parseListState(peopleShape, new URLSearchParams(query));
		const context = { actor: await actorFor(open.db, personId), now: clock.now() };
		return listPage(open.db, peopleList(state), context, state);
	};

	test('shows those who work here; leavers when asked', async () => {
		expect((await list(town.mayor, '')).count).toBe(229);
		const left = await list(town.mayor, '?status=left');
		expect(left.rows.map(({ name }) => name)).toContain('Maret Tamm');
	});

	test('finds a unit with all below it', async () => {
		const page = await list(town.mayor, `?unit=${town.education}`);
		expect(page.rows.map(({ name }) => name)).toEqual(['Kaie Ploom', 'Liis Kask']);
	});

	test('shows an agent of one unit nobody else, in the list and on the page', async () => {
		const grant = { personId: town.clerk, role: 'agent' as const, unitId: town.education };
		await grantRole(open.db, systemActor, grant, clock);
		expect((await list(town.clerk, '')).count).toBe(2);
		const actor = await actorFor(open.db, town.clerk);
		await expect(getPerson(open.db, actor, town.head, '2026-11-24')).rejects.toMatchObject({
			code: 'NotFound'
		});
		expect(await getPerson(open.db, actor, town.teacher, '2026-11-24')).toMatchObject({
			name: 'Liis Kask'
		});
	});

	test('is closed to everybody else', async () => {
		const teacher = await actorFor(open.db, town.teacher);
		await expect(listUnits(open.db, teacher, 'et')).rejects.toMatchObject({ code: 'Forbidden' });
		await expect(getPerson(open.db, teacher, town.head, '2026-11-24')).rejects.toMatchObject({
			code: 'Forbidden'
		});
	});

	test('a leaver can no longer act', async () => {
		const input = { id: town.teacher, lastDay: '2026-11-24', successorId: null };
		await markLeft(open.db, systemActor, input, clock);
		await expect(actorFor(open.db, town.teacher)).rejects.toThrow('no active person');
	});
});
