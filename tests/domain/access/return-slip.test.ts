import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { staffChange } from '#lib/server/access/changes/tables.ts';
import { followLeavings } from '#lib/server/access/leaving/follow-leavings.ts';
import { findLeavingOf } from '#lib/server/access/leaving/get-leaving.ts';
import { giveSlip, openSlip } from '#lib/server/access/leaving/give-slip.ts';
import { takeNow } from '#lib/server/access/leaving/take-now.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { planLeave } from '#lib/server/people/plan-leave.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { pdfText } from '#tests/support/pdf-text.ts';
import { actorOf, smallTown, townNow, withRole } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let base: TestDatabase;
beforeAll(async () => {
	base = await testDatabase();
});
afterAll(() => base.close());

it('is given out once all things are back, in two languages, and stays the same byte for byte', async () => {
	const { db } = base;
	const town = await smallTown(db);
	const boss = await town.addPerson('Juhan Juht');
	const who = await town.addPerson('Мария Иванова', { managerId: boss.id });
	await db.update(person).set({ locale: 'ru' }).where(eq(person.id, who.id));
	await itemInUse(db, { holderId: who.id, category: 'laptop', model: 'ThinkPad L14' }, townNow);
	const agent = actorOf(boss, withRole('agent'));
	await planLeave(db, systemActor, { personId: who.id, lastDay: '2026-12-01' }, clock);
	await followLeavings({ db, clock }, {});
	const number = (await findLeavingOf(db, who.id))?.number ?? 0;
	await expect(giveSlip(db, agent, number, clock)).rejects.toMatchObject({
		messageKey: 'leaving_things_out'
	});
	const stranger = actorOf(boss);
	await expect(giveSlip(db, stranger, number, clock)).rejects.toMatchObject({ code: 'Forbidden' });
	expect(await takeNow(db, agent, { number, what: 'items' }, clock)).toBe(1);
	await giveSlip(db, agent, number, clock);
	await expect(giveSlip(db, agent, number, clock)).rejects.toMatchObject({
		messageKey: 'leaving_slip_given'
	});
	const { bytes } = await openSlip(db, agent, number);
	const [row] = await db.select().from(staffChange).where(eq(staffChange.number, number));
	expect(createHash('sha256').update(bytes).digest('hex')).toBe(row?.slipSha256);
	const text = pdfText(bytes).replaceAll('\n', '');
	const [act] = await base.sql`select number from act where kind = 'return'`;
	for (const words of [
		'Tagastusleht / Обходной лист',
		'Мария Иванова',
		'ThinkPad L14',
		`TL-${number}`,
		String(act?.number),
		'Juhan Juht'
	])
		expect(text.replaceAll(/\s/g, '')).toContain(words.replaceAll(/\s/g, ''));
});
