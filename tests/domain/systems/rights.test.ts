import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { rightsShape } from '#lib/systems/list-shapes.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { endAllRights, endExpiredRights, endRight } from '#lib/server/systems/end-right.ts';
import { findRoleBySlug } from '#lib/server/systems/find-role.ts';
import { getSystem } from '#lib/server/systems/get-system.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { listRights } from '#lib/server/systems/list-rights.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { systemOptions } from '#lib/server/systems/system-options.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { rightsOf } from '#tests/support/held.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const text = (et: string) => ({ et, ru: et });
let test: TestDatabase;
let town: SmallTown;
let system: { id: string };
let reader: { id: string };
let editor: { id: string };

beforeAll(async () => {
	test = await testDatabase({ max: 20 });
	town = await smallTown(test.db);
	system = await saveSystem(
		test.db,
		systemActor,
		{ slug: 'diary', kind: 'system', name: text('Päevik'), description: text('') },
		clock
	);
	const role = (slug: string, maxDays: number | null) => ({
		systemId: system.id,
		slug,
		name: text(slug),
		description: text(''),
		maxDays
	});
	reader = await saveSystemRole(test.db, systemActor, role('reader', null), clock);
	editor = await saveSystemRole(test.db, systemActor, role('editor', 30), clock);
});
afterAll(() => test.close());

const agent = async (unitIds: string[] | null = null) =>
	actorOf(await town.addPerson('Agent'), withRole('agent', unitIds));

describe('granting a right', () => {
	it('keeps who asked, who agreed and who gave it, and says so in the audit log', async () => {
		const [mari, boss, desk] = [
			await town.addPerson('Mari'),
			await town.addPerson('Boss'),
			await agent()
		];
		const { id } = await grantRight(
			test.db,
			desk,
			{
				personId: mari.id,
				roleId: reader.id,
				requestId: newId(),
				requestNumber: 2427,
				approvedById: boss.id
			},
			clock
		);
		const [right] = await rightsOf(test.db, mari.id);
		expect(right).toMatchObject({
			id,
			systemSlug: 'diary',
			roleSlug: 'reader',
			validFrom: '2026-11-24',
			validUntil: null,
			requestNumber: 2427,
			approvedBy: 'Boss',
			grantedBy: 'Agent'
		});
		const [entry] = await listRecordHistory(test.db, 'right', id);
		expect(entry).toMatchObject({ action: 'right.granted', actorName: 'Agent' });
	});

	it('ends by itself on the last day that the role allows, and refuses a longer one', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const input = { personId: mari.id, roleId: editor.id };
		expect(
			await refusalOf(grantRight(test.db, desk, { ...input, until: '2027-01-01' }, clock))
		).toBe('Invalid registers_right_too_long');
		expect(
			await refusalOf(grantRight(test.db, desk, { ...input, until: '2026-11-01' }, clock))
		).toBe('Invalid registers_until_before_from');
		const { validUntil } = await grantRight(test.db, desk, input, clock);
		expect(validUntil).toBe('2026-12-23');
	});

	it('gives one right when twenty agents give the same role at once', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const tries = await Promise.all(
			Array.from({ length: 20 }, () =>
				refusalOf(grantRight(test.db, desk, { personId: mari.id, roleId: reader.id }, clock))
			)
		);
		expect(tries.filter((result) => result.startsWith('not refused'))).toHaveLength(1);
		expect(
			tries.filter((result) => result === 'Conflict registers_right_already_held')
		).toHaveLength(19);
		expect(await rightsOf(test.db, mari.id)).toHaveLength(1);
	});

	it('does not let a right that has run out stand in the way of a new one', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const input = { personId: mari.id, roleId: editor.id };
		await grantRight(test.db, desk, input, fixedClock('2026-06-01T10:00:00Z'));
		await grantRight(test.db, desk, input, clock);
		expect(await rightsOf(test.db, mari.id)).toHaveLength(1);
	});

	it('prolongs one that ends sooner, once, and keeps the old one in the register', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const input = { personId: mari.id, roleId: editor.id };
		const old = await grantRight(test.db, desk, { ...input, until: '2026-12-01' }, clock);
		const results = await Promise.all(
			Array.from({ length: 10 }, () =>
				refusalOf(grantRight(test.db, desk, { ...input, until: '2026-12-20' }, clock))
			)
		);
		expect(results.filter((result) => result.startsWith('not refused'))).toHaveLength(1);
		expect(await rightsOf(test.db, mari.id)).toMatchObject([{ validUntil: '2026-12-20' }]);
		const [row] = await test.db.select().from(accessRight).where(eq(accessRight.id, old.id));
		expect(row).toMatchObject({ endReason: 'renewed', endedAt: townNow });
		const [ending] = await listRecordHistory(test.db, 'right', old.id);
		expect(ending).toMatchObject({ action: 'right.ended', actorId: desk.personId });
		expect(
			await refusalOf(grantRight(test.db, desk, { ...input, until: '2026-12-10' }, clock))
		).toBe('Conflict registers_right_already_held');
	});

	it('goes on from a coming day without a day between, and refuses what would leave one', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const input = { personId: mari.id, roleId: editor.id };
		const old = await grantRight(test.db, desk, { ...input, until: '2026-12-01' }, clock);
		const later = { ...input, from: '2026-12-03', until: '2026-12-20' };
		expect(await refusalOf(grantRight(test.db, desk, later, clock))).toBe(
			'Conflict registers_right_gap'
		);
		const next = { ...later, from: '2026-12-02', requestId: newId(), requestNumber: 2431 };
		expect(await grantRight(test.db, desk, next, clock)).toEqual({
			id: old.id,
			validUntil: '2026-12-20'
		});
		expect(await rightsOf(test.db, mari.id)).toMatchObject([
			{ id: old.id, validFrom: '2026-11-24', validUntil: '2026-12-20' }
		]);
		const [entry] = await listRecordHistory(test.db, 'right', old.id);
		expect(entry).toMatchObject({
			action: 'right.prolonged',
			before: { validUntil: '2026-12-01' },
			after: { validUntil: '2026-12-20', requestNumber: 2431 }
		});
	});

	it('is not given for days that are over', async () => {
		const { id } = await town.addPerson('Mari');
		const over = { personId: id, roleId: reader.id, from: '2026-10-01', until: '2026-11-23' };
		expect(await refusalOf(grantRight(test.db, await agent(), over, clock))).toBe(
			'Invalid registers_day_is_past'
		);
		const today = { ...over, until: '2026-11-24' };
		expect(await refusalOf(grantRight(test.db, await agent(), today, clock))).toMatch(
			'not refused'
		);
	});

	it('is for the desk, within its units, and never to somebody who left', async () => {
		const mari = await town.addPerson('Mari');
		const input = { personId: mari.id, roleId: reader.id };
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		expect(await refusalOf(grantRight(test.db, actorOf(mari), input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(grantRight(test.db, auditor, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		const elsewhere = await agent([town.kindergarten.id]);
		expect(await refusalOf(grantRight(test.db, elsewhere, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		const gone = await town.addPerson('Gone', { status: 'left' });
		expect(
			await refusalOf(grantRight(test.db, await agent(), { ...input, personId: gone.id }, clock))
		).toBe('Conflict registers_person_left');
		expect(
			await refusalOf(grantRight(test.db, await agent(), { ...input, roleId: newId() }, clock))
		).toBe('NotFound errors_not_found');
	});
});

describe('ending a right', () => {
	it('keeps it in the register with who and why, once', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		const { id } = await grantRight(test.db, desk, { personId: mari.id, roleId: reader.id }, clock);
		await endRight(test.db, desk, { rightId: id, reason: 'vahetas tööd' }, clock);
		expect(await rightsOf(test.db, mari.id)).toEqual([]);
		const [row] = await test.db.select().from(accessRight).where(eq(accessRight.id, id));
		expect(row).toMatchObject({ endedById: desk.personId, endReason: 'vahetas tööd' });
		expect(await refusalOf(endRight(test.db, desk, { rightId: id }, clock))).toBe(
			'Conflict registers_right_already_ended'
		);
	});

	it('takes everything from a leaver', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		for (const role of [reader, editor]) {
			await grantRight(test.db, desk, { personId: mari.id, roleId: role.id }, clock);
		}
		expect(
			await endAllRights(test.db, desk, { personId: mari.id, reason: '' }, clock)
		).toHaveLength(2);
		expect(await rightsOf(test.db, mari.id)).toEqual([]);
	});

	it('ends what has run out, and only that', async () => {
		const mari = await town.addPerson('Mari');
		const desk = await agent();
		await grantRight(test.db, desk, { personId: mari.id, roleId: reader.id }, clock);
		const { id } = await grantRight(test.db, desk, { personId: mari.id, roleId: editor.id }, clock);
		await endExpiredRights(test.db, fixedClock('2026-12-23T20:00:00Z'));
		expect(await rightsOf(test.db, mari.id)).toHaveLength(2);
		await endExpiredRights(test.db, fixedClock('2026-12-24T01:00:00Z'));
		expect(await rightsOf(test.db, mari.id)).toHaveLength(1);
		const [entry] = await listRecordHistory(test.db, 'right', id);
		expect(entry).toMatchObject({ action: 'right.ended', actorId: null });
	});
});

describe('the register', () => {
	it('shows an agent only the rights of people in their units', async () => {
		const inside = await town.addPerson('Kadri', { unitId: town.group.id });
		const outside = await town.addPerson('Jaan');
		const everywhere = await agent();
		for (const { id } of [inside, outside]) {
			await grantRight(test.db, everywhere, { personId: id, roleId: reader.id }, clock);
		}
		const scoped = await agent([town.kindergarten.id, town.group.id]);
		const all = parseListState(rightsShape, new URLSearchParams());
		const seen = await listRights(test.db, scoped, all, clock);
		expect(seen.rows.map((row) => row.personName)).toEqual(['Kadri']);
		expect(await refusalOf(listRights(test.db, actorOf(inside), all, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it.each([
		['fact=expiring', 'right ends within thirty days'],
		['fact=no_request', 'right was given without a request'],
		['state=to_come', 'right begins later'],
		['state=valid,ended', 'right is in force today, or ended'],
		['fact=conflict', 'holder has a right that does not go with it'],
		['fact=overdue', 'day is over and nobody has ended it'],
		['risk=high', 'risk of the role'],
		['q=kad', 'name is searched'],
		['state=live&system=x', 'an id that is none finds nothing'],
		['sort=until', 'rights without an end come last'],
		['sort=person', 'people by name']
	])('answers %s: %s', async (query) => {
		const state = parseListState(rightsShape, new URLSearchParams(query));
		const page = await listRights(test.db, systemActor, state, clock);
		expect(page.count).toBe(page.rows.length);
		if (query === 'fact=expiring') {
			expect(page.rows.every((row) => row.validUntil !== null)).toBe(true);
		}
		if (query.includes('system=x')) expect(page.rows).toEqual([]);
	});

	it('says how many people have each role, and finds roles by the slugs of service definitions', async () => {
		const live = await test.db
			.select()
			.from(accessRight)
			.where(and(eq(accessRight.roleId, reader.id), isNull(accessRight.endedAt)));
		const { roles } = await getSystem(test.db, systemActor, system.id);
		expect(roles.find((role) => role.id === reader.id)?.holders).toBe(live.length);
		expect(await findRoleBySlug(test.db, 'diary', 'editor')).toMatchObject({
			id: editor.id,
			maxDays: 30
		});
	});

	it('offers only roles in use, of systems in use', async () => {
		const role = {
			systemId: system.id,
			slug: 'closed',
			name: text('closed'),
			description: text(''),
			active: false
		};
		const closed = await saveSystemRole(test.db, systemActor, role, clock);
		const [option] = await systemOptions(test.db, 'et');
		expect(option?.roles.map(({ slug }) => slug)).toEqual(['editor', 'reader']);
		const mari = await town.addPerson('Mari');
		expect(
			await refusalOf(
				grantRight(test.db, systemActor, { personId: mari.id, roleId: closed.id }, clock)
			)
		).toBe('Conflict registers_role_closed');
	});

	it('refuses a second system of the same slug and an edit by somebody who may not', async () => {
		const input = {
			slug: 'diary',
			kind: 'system' as const,
			name: text('Teine'),
			description: text('')
		};
		expect(await refusalOf(saveSystem(test.db, systemActor, input, clock))).toBe(
			'Invalid registers_slug_taken'
		);
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		expect(await refusalOf(saveSystem(test.db, auditor, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});
