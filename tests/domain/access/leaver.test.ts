import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leavingsShape } from '#lib/access/leavings-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { closeEndedAccounts } from '#lib/server/access/leaving/close-ended-accounts.ts';
import { followLeavings } from '#lib/server/access/leaving/follow-leavings.ts';
import { findLeavingOf, getLeaving } from '#lib/server/access/leaving/get-leaving.ts';
import { listLeavings } from '#lib/server/access/leaving/list-leavings.ts';
import { letGo } from '#lib/server/access/leaving/let-go.ts';
import { openHeldTasks } from '#lib/server/access/leaving/open-held-tasks.ts';
import { takeNow } from '#lib/server/access/leaving/take-now.ts';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { returnItem } from '#lib/server/equipment/return-item.ts';
import { bringBack } from '#lib/server/people/mark-left.ts';
import { planLeave } from '#lib/server/people/plan-leave.ts';
import { person } from '#lib/server/people/tables.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { smallTown, townNow, type SmallTown, type TownPerson } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let base: TestDatabase;
let town: SmallTown;
let boss: TownPerson;
let count = 0;

beforeAll(async () => {
	base = await testDatabase({ max: 30 });
	town = await smallTown(base.db);
	boss = await town.addPerson('Juhan Juht');
});
afterAll(() => base.close());

const words = (text: string) => ({ et: text, ru: text });

async function addRole(more: { ownerId?: string } = {}): Promise<string> {
	const n = ++count;
	const system = await saveSystem(
		base.db,
		systemActor,
		{
			...{ slug: `system-${n}`, kind: 'system', name: words(`Süsteem ${n}`), contact: '' },
			...{ description: words(''), ownerId: null, address: '', criticality: 2, hours: 'office' },
			...more
		},
		clock
	);
	const role = await saveSystemRole(
		base.db,
		systemActor,
		{
			...{ systemId: system.id, slug: 'user', name: words('kasutaja'), description: words('') },
			...{ risk: 'low', ownerApproves: false, maxDays: null, position: 0 }
		},
		clock
	);
	return role.id;
}

async function addProduct(): Promise<string> {
	const n = ++count;
	const product = { slug: `product-${n}`, name: `Product ${n}`, description: words('') };
	return (await saveProduct(base.db, systemActor, { ...product, policy: 'allowed' }, clock)).id;
}

const leaver = (name: string) => town.addPerson(name, { managerId: boss.id });
const give = (personId: string, roleId: string, until?: string) =>
	grantRight(base.db, systemActor, { personId, roleId, until }, clock);
const follow = (at = clock) => followLeavings({ db: base.db, clock: at }, {});
const rightsOf = (personId: string) =>
	base.db
		.select({ validUntil: accessRight.validUntil, endedAt: accessRight.endedAt })
		.from(accessRight)
		.where(eq(accessRight.personId, personId))
		.orderBy(accessRight.id);
const seatsOf = (personId: string) =>
	base.db
		.select({ releasedAt: softwareSeat.releasedAt })
		.from(softwareSeat)
		.where(eq(softwareSeat.personId, personId));
const statusOf = async (id: string) =>
	(await base.db.select().from(person).where(eq(person.id, id)))[0];
const pageOf = async (personId: string, at = clock) => {
	const head = await findLeavingOf(base.db, personId);
	return getLeaving(base.db, systemActor, head?.number ?? 0, at);
};

describe('a last day', () => {
	it('opens a leaving, limits the rights to it, moves them with it and gives them back', async () => {
		const { id } = await leaver('Mart Muutja');
		await give(id, await addRole());
		await give(id, await addRole(), '2026-12-01');
		const plan = (lastDay: string) =>
			planLeave(base.db, systemActor, { personId: id, lastDay }, clock);
		await plan('2026-12-10');
		await follow();
		await follow();
		expect(await rightsOf(id)).toMatchObject([
			{ validUntil: '2026-12-10' },
			{ validUntil: '2026-12-01' }
		]);
		await plan('2026-11-27');
		await follow();
		expect((await rightsOf(id)).map((one) => one.validUntil)).toEqual(['2026-11-27', '2026-11-27']);
		await plan('2026-12-20');
		await follow();
		expect((await rightsOf(id)).map((one) => one.validUntil)).toEqual(['2026-12-20', '2026-12-01']);
		await base.db.update(person).set({ endsOn: null }).where(eq(person.id, id));
		await follow();
		expect((await rightsOf(id)).map((one) => one.validUntil)).toEqual([null, '2026-12-01']);
		const called = await findLeavingOf(base.db, id);
		expect(called).toMatchObject({ state: 'cancelled' });
		const stale = { number: called?.number ?? 0, what: 'rights' as const };
		await expect(takeNow(base.db, systemActor, stale, clock)).rejects.toMatchObject({
			messageKey: 'moves_change_over'
		});
		const actions = await base.sql`
			select action from audit_entry where noun = 'leaving' order by seq`;
		expect(actions.map(({ action }) => action as string)).toEqual([
			'leaving.opened',
			'leaving.day_moved',
			'leaving.day_moved',
			'leaving.called_off'
		]);
	});

	it('closes the account at its end in Tallinn, also where the clock changes, and takes all back', async () => {
		const nights = [
			{ day: '2026-11-27', before: '2026-11-27T21:59:00Z', after: '2026-11-27T22:01:00Z' },
			{ day: '2026-10-25', before: '2026-10-25T21:59:00Z', after: '2026-10-25T22:01:00Z' },
			{ day: '2027-03-27', before: '2027-03-27T21:59:00Z', after: '2027-03-27T22:01:00Z' },
			{ day: '2027-03-28', before: '2027-03-28T20:59:00Z', after: '2027-03-28T21:01:00Z' }
		];
		for (const { day, before, after } of nights) {
			const { id } = await leaver(`Lahkuja ${day}`);
			await give(id, await addRole());
			const productId = await addProduct();
			await takeSeat(base.db, systemActor, { productId, personId: id }, clock);
			await base.db.update(person).set({ endsOn: day }).where(eq(person.id, id));
			await closeEndedAccounts({ db: base.db, clock: fixedClock(before) }, {});
			expect(await statusOf(id)).toMatchObject({ status: 'active', leftAt: null });
			const moment = fixedClock(after);
			await closeEndedAccounts({ db: base.db, clock: moment }, {});
			expect(await statusOf(id)).toMatchObject({ status: 'left', leftAt: moment.now() });
			expect((await rightsOf(id))[0]?.endedAt).toEqual(moment.now());
			expect((await seatsOf(id))[0]?.releasedAt).toEqual(moment.now());
			await base.db.update(person).set({ leftAt: townNow }).where(eq(person.id, id));
		}
	});

	it('leaves somebody who has nobody to pass things to for a person to decide about', async () => {
		const top = await town.addPerson('Tiit Tipp');
		await town.addPerson('Anu Alluv', { managerId: top.id });
		await base.db.update(person).set({ endsOn: '2026-11-20' }).where(eq(person.id, top.id));
		await closeEndedAccounts({ db: base.db, clock }, {});
		await follow();
		expect(await pageOf(top.id)).toMatchObject({ stuck: true, left: false });
		const input = { id: top.id, lastDay: '2026-11-20', successorId: boss.id };
		await letGo(base.db, systemActor, input, clock);
		expect(await pageOf(top.id)).toMatchObject({ stuck: false, left: true });
	});
});

describe('a leaver', () => {
	it('has a shared thing whose contact they are on the page, and it stays with its place', async () => {
		const { id } = await leaver('Sirje Seltsiline');
		const shared = await itemInUse(base.db, { placeId: town.hall, room: '2' }, townNow);
		const own = await itemInUse(base.db, { holderId: id, category: 'laptop' }, townNow);
		await base.sql`update item set contact_id = ${id} where id = ${shared.id}`;
		await planLeave(base.db, systemActor, { personId: id, lastDay: '2026-11-27' }, clock);
		await follow();
		const { held } = await pageOf(id);
		expect(held.map(({ kind, id: ref }) => [kind, ref])).toEqual([
			['item', own.id],
			['contact', shared.id]
		]);
		await letGo(base.db, systemActor, { id, lastDay: '2026-11-24', successorId: null }, clock);
		const [row] = await base.db.select().from(item).where(eq(item.id, shared.id));
		expect(row).toMatchObject({ state: 'in_use', placeId: town.hall, contactId: id });
	});

	it('who owns a system is a task of the desk, once, and the leaving waits for it', async () => {
		const { id } = await leaver('Olev Omanik');
		await addRole({ ownerId: id });
		await letGo(base.db, systemActor, { id, lastDay: '2026-11-24', successorId: null }, clock);
		await follow();
		await follow();
		const tasks = await base.db.select().from(accessTask).where(eq(accessTask.personId, id));
		expect(tasks).toMatchObject([{ kind: 'held_by_leaver', source: 'leaver' }]);
		expect(await pageOf(id)).toMatchObject({ state: 'open' });
		await base.sql`update access_task set done_at = now() where person_id = ${id}`;
		await base.sql`update information_system set owner_id = null where owner_id = ${id}`;
		await follow();
		expect(await pageOf(id)).toMatchObject({ state: 'done' });
	});

	it('is given nothing at the moment they leave: each right is refused or ended', async () => {
		const { id } = await leaver('Viivi Viimane');
		const roles = await Promise.all(Array.from({ length: 20 }, () => addRole()));
		const products = await Promise.all(Array.from({ length: 5 }, () => addProduct()));
		await Promise.allSettled([
			...roles.slice(0, 10).map((role) => give(id, role)),
			letGo(base.db, systemActor, { id, lastDay: '2026-11-24', successorId: null }, clock),
			...roles.slice(10).map((role) => give(id, role)),
			...products.map((productId) =>
				takeSeat(base.db, systemActor, { productId, personId: id }, clock)
			)
		]);
		expect((await statusOf(id))?.status).toBe('left');
		expect((await rightsOf(id)).filter((one) => one.endedAt === null)).toEqual([]);
		expect((await seatsOf(id)).filter((one) => one.releasedAt === null)).toEqual([]);
	});

	it('who comes back has no leaving', async () => {
		const { id } = await leaver('Tagasi Tulija');
		await letGo(base.db, systemActor, { id, lastDay: '2026-11-24', successorId: null }, clock);
		await itemInUse(base.db, { placeId: town.hall }, townNow);
		await bringBack(base.db, systemActor, { id }, clock);
		await follow();
		expect(await statusOf(id)).toMatchObject({ status: 'active', leftAt: null });
		expect((await findLeavingOf(base.db, id))?.state).not.toBe('open');
	});
});

it('the list says what is left of what, and what is late', async () => {
	const { id } = await leaver('Loendi Lahkuja');
	await give(id, await addRole());
	const personId = id;
	await takeSeat(base.db, systemActor, { productId: await addProduct(), personId }, clock);
	const thing = await itemInUse(base.db, { holderId: id, category: 'laptop' }, townNow);
	await planLeave(base.db, systemActor, { personId, lastDay: '2026-11-27' }, clock);
	await follow();
	await returnItem(base.db, systemActor, { itemId: thing.id }, clock);
	await give(id, await addRole());
	const rows = async (search: string, at = clock) => {
		const state = parseListState(leavingsShape, new URLSearchParams(search));
		return (await listLeavings(base.db, systemActor, state, at)).rows;
	};
	const [row] = (await rows('')).filter((one) => one.name === 'Loendi Lahkuja');
	const [{ rights, seats } = { rights: 0, seats: 0 }] = await base.sql`
		select (select count(*)::int from access_right where person_id = ${id} and ended_at is null) as rights,
			(select count(*)::int from software_seat where person_id = ${id} and released_at is null) as seats`;
	expect(row).toMatchObject({ still: Number(rights) + Number(seats), had: 4, day: '2026-11-27' });
	const named = async (at: typeof clock) => (await rows('state=late', at)).map((one) => one.name);
	expect(await named(clock)).not.toContain('Loendi Lahkuja');
	expect(await named(fixedClock('2026-11-28T08:00:00Z'))).toContain('Loendi Lahkuja');
});

describe('the nightly check', () => {
	it('opens one task for each right and seat in the name of somebody who has left', async () => {
		const gone = await town.addPerson('Kadri Kadunud', { status: 'left' });
		const roleId = await addRole();
		const productId = await addProduct();
		const right = { id: newId(), personId: gone.id, roleId, validFrom: '2026-01-01' };
		const seat = { id: newId(), productId, personId: gone.id, takenAt: townNow };
		await expect(
			base.db.insert(accessRight).values({ ...right, grantedAt: townNow })
		).rejects.toThrow();
		await base.owner.begin(async (sql) => {
			await sql`alter table access_right disable trigger holder_works_here`;
			await sql`alter table software_seat disable trigger holder_works_here`;
			await sql`insert into access_right (id, person_id, role_id, valid_from, granted_at)
				values (${right.id}, ${gone.id}, ${roleId}, '2026-01-01', ${townNow})`;
			await sql`insert into software_seat (id, product_id, person_id, taken_at)
				values (${seat.id}, ${productId}, ${gone.id}, ${townNow})`;
			await sql`alter table access_right enable trigger holder_works_here`;
			await sql`alter table software_seat enable trigger holder_works_here`;
		});
		await openHeldTasks({ db: base.db, clock }, {});
		await openHeldTasks({ db: base.db, clock }, {});
		const tasks = await base.db
			.select({ kind: accessTask.kind, source: accessTask.source })
			.from(accessTask)
			.where(eq(accessTask.personId, gone.id))
			.orderBy(accessTask.kind);
		expect(tasks).toEqual([
			{ kind: 'end_right', source: 'nightly' },
			{ kind: 'release_seat', source: 'nightly' }
		]);
		await follow();
		expect((await rightsOf(gone.id))[0]?.endedAt).not.toBeNull();
	});
});
