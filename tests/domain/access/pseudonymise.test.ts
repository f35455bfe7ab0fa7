import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { NAMES_KEPT_IN } from '#lib/server/access/leaving/forget-words.ts';
import { letGo } from '#lib/server/access/leaving/let-go.ts';
import { listRetentionOver, pseudonymise } from '#lib/server/access/leaving/pseudonymise.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { returnAllItems } from '#lib/server/equipment/return-item.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { bringBack } from '#lib/server/people/mark-left.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const late = fixedClock('2033-11-24T10:00:00Z');
let base: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	base = await testDatabase();
	town = await smallTown(base.db);
});
afterAll(() => base.close());

/** Tables in which a text stands. */
async function tablesWith(text: string): Promise<string[]> {
	const tables = await base.sql<{ name: string }[]>`
		select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
	const found: string[] = [];
	for (const { name } of tables) {
		const [row] = await base.sql`
			select from ${base.sql(name)} t where position(${text} in t::text) > 0 limit 1`;
		if (row) found.push(name);
	}
	return found;
}

const go = (personId: string, at = late, actor = systemActor) =>
	pseudonymise(base.db, actor, { personId }, at);

it('takes the name out of every table but those that the law or a proof needs', async () => {
	const boss = await town.addPerson('Juhan Juht');
	const who = await town.addPerson('Õnne "Nimeline" Näär', { managerId: boss.id });
	const [{ email } = { email: '' }] = await base.db
		.select({ email: person.email })
		.from(person)
		.where(eq(person.id, who.id));
	await itemInUse(base.db, { holderId: who.id, category: 'laptop' }, townNow);
	await base.db.transaction((tx) =>
		notify(tx, {
			kind: 'leaving.team',
			recipients: [boss.id, who.id],
			subject: { noun: 'leaving', id: who.id, href: '/things' },
			params: { who: who.name, on: '2026-11-24' },
			at: townNow
		})
	);
	await expect(go(who.id)).rejects.toMatchObject({ messageKey: 'leaving_still_here' });
	await letGo(
		base.db,
		systemActor,
		{ id: who.id, lastDay: '2026-11-24', successorId: null },
		clock
	);
	const early = fixedClock('2033-11-23T10:00:00Z');
	await expect(go(who.id, early)).rejects.toMatchObject({ messageKey: 'leaving_kept_until' });
	expect(await listRetentionOver(base.db, systemActor, early)).toEqual([]);
	await expect(go(who.id)).rejects.toMatchObject({ messageKey: 'leaving_still_has' });
	await returnAllItems(base.db, systemActor, { personId: who.id }, clock);
	const agent = actorOf(boss, withRole('agent'));
	await expect(go(who.id, late, agent)).rejects.toMatchObject({ code: 'Forbidden' });
	expect(await listRetentionOver(base.db, systemActor, late)).toMatchObject([{ id: who.id }]);

	await go(who.id);
	const kept = Object.keys(NAMES_KEPT_IN);
	for (const text of [who.name, 'Nimeline', email]) {
		const left = (await tablesWith(text)).filter((table) => !kept.includes(table));
		expect(left, text).toEqual([]);
	}
	const [after] = await base.db.select().from(person).where(eq(person.id, who.id));
	expect(after?.name).toMatch(/^Lahkunu [0-9A-F]{8}$/);
	expect(after).toMatchObject({ phone: '', status: 'left', pseudonymisedAt: late.now() });
	const [recorded] = await base.sql`
		select before, after::text from audit_entry where action = 'person.pseudonymised'`;
	expect(recorded?.after).not.toContain('Nimeline');
	expect(recorded?.before).toBeNull();
	const acts = await base.sql`select number from act where text::text like '%Nimeline%'`;
	expect(acts.length).toBeGreaterThan(0);
	await expect(go(who.id)).rejects.toMatchObject({ messageKey: 'leaving_renamed_already' });
	await expect(bringBack(base.db, systemActor, { id: who.id }, late)).rejects.toMatchObject({
		messageKey: 'people_not_left'
	});
});

it('leaves the texts about another person of that name as they are', async () => {
	const boss = await town.addPerson('Teine Juht');
	const gone = await town.addPerson('Mari Tamm', { managerId: boss.id });
	const stays = await town.addPerson('Mari Tammsaar', { managerId: boss.id });
	for (const who of [gone, stays])
		await base.db.transaction((tx) =>
			notify(tx, {
				kind: 'leaving.team',
				recipients: [boss.id],
				subject: { noun: 'leaving', id: who.id, href: '/things' },
				params: { who: who.name, on: '2026-11-24' },
				at: townNow
			})
		);
	await letGo(
		base.db,
		systemActor,
		{ id: gone.id, lastDay: '2026-11-24', successorId: null },
		clock
	);
	await go(gone.id);
	expect(await tablesWith('Mari Tammsaar')).toContain('bell_entry');
	const [row] = await base.db.select().from(person).where(eq(person.id, stays.id));
	expect(row?.name).toBe('Mari Tammsaar');
});

it('leaves an address that ends like theirs, and texts with their name as a word, as they are', async () => {
	const boss = await town.addPerson('Kolmas Juht');
	const gone = await town.addPerson('Mai', { managerId: boss.id });
	const stays = await town.addPerson('Pille Paju', { managerId: boss.id });
	await base.db
		.update(person)
		.set({ email: 'ann.tamm@linn.example' })
		.where(eq(person.id, gone.id));
	const email = 'mari-ann.tamm@linn.example';
	await base.db
		.update(person)
		.set({ email, position: 'Mai tänava aed' })
		.where(eq(person.id, stays.id));
	const left = { id: gone.id, lastDay: '2026-11-24', successorId: null };
	await letGo(base.db, systemActor, left, clock);
	await go(gone.id);
	const [row] = await base.db.select().from(person).where(eq(person.id, stays.id));
	expect(row).toMatchObject({ email, position: 'Mai tänava aed' });
	const [renamed] = await base.db.select().from(person).where(eq(person.id, gone.id));
	expect(renamed?.email).toMatch(/^lahkunu-/);
});
