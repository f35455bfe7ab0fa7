import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLocale } from '#lib/i18n/server-locale.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findNotices, outagesOf } from '#lib/server/notices/reading/find-notices.ts';
import { linkSameFault } from '#lib/server/notices/reading/link-same-fault.ts';
import { sayMeToo } from '#lib/server/notices/reading/say-me-too.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, aText } from '#tests/support/notice-factories.ts';
import { actorOf, smallTown, type SmallTown } from '#tests/support/town.ts';

const now = new Date();
let database: TestDatabase;
let town: SmallTown;
let outage: { id: string; number: number };
let work: { id: string; number: number };
beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	const ownerId = (await town.addPerson('Owner')).id;
	const teller = { ownerId, at: now };
	outage = await aNotice(database.db, {
		...teller,
		kind: 'outage',
		state: 'in_progress',
		texts: {
			et: aText('Lasteaiapäevik ei avane', { summary: 'Põhjus on teada.' }),
			ru: aText('Не открывается дневник')
		}
	});
	work = await aNotice(database.db, {
		...teller,
		texts: { et: aText('Telefonid vahetatakse'), ru: aText('Меняем телефоны') }
	});
});
afterAll(() => database.close());

const someone = async (): Promise<Actor> => actorOf(await town.addPerson('Somebody'));
const find = (actor: Actor, text: string) =>
	withLocale('et', () => findNotices(database.db, actor, text, { locale: 'et', now, limit: 3 }));
const ledger = (personId: string) =>
	database.sql<{ number: number; wave: string }[]>`
		select n.number, r.wave from notice_reader r join notice n on n.id = r.notice_id
		where r.person_id = ${personId}`;

it('an outage is found by whoever it may concern, other notices by their readers only', async () => {
	const me = await someone();
	expect(await find(me, 'päevik ei tööta')).toMatchObject([
		{ number: outage.number, meToo: 0, saidMeToo: false }
	]);
	expect(await find(me, 'telefon')).toEqual([]);
	expect(await find(me, `T-${outage.number}`)).toHaveLength(1);
});

it('whoever says "me too" is counted once, stands in the ledger and is told', async () => {
	const me = await someone();
	for (const _ of [1, 2]) await sayMeToo(database.db, me, outage.number, fixedClock(now));
	expect(await ledger(me.personId)).toEqual([{ number: outage.number, wave: 'me_too' }]);
	expect(await find(me, 'päevik')).toMatchObject([{ meToo: 1, saidMeToo: true }]);
	const told = await database.sql`select from notice_message where person_id = ${me.personId}`;
	expect(told).toHaveLength(1);
	const recorded = await database.sql`
		select from audit_entry where action = 'notice.me_too' and actor_id = ${me.personId}`;
	expect(recorded).toHaveLength(1);
	const options = { locale: 'et', now, limit: 3 } as const;
	const offered = await withLocale('et', () => outagesOf(database.db, me, options));
	expect(offered).toMatchObject([{ number: outage.number, saidMeToo: true }]);
});

it('"me too" is said of outages that are going on only', async () => {
	await expect(sayMeToo(database.db, await someone(), work.number)).rejects.toMatchObject({
		code: 'Conflict'
	});
});

it('a report of the same fault that is filed anyway is linked to the outage', async () => {
	const me = await someone();
	const report = { id: newId(), number: 2427 };
	const file = (words: string) =>
		linkSameFault(database.db, me, { ...report, words }, fixedClock(now));
	expect(await file('Hiir on katki')).toBeUndefined();
	expect(await file('päevik')).toBeUndefined();
	expect(await file('Lasteaiapäevik ei avane enam')).toBe(outage.number);
	const links = await database.sql`
		select request_number, role from notice_request where notice_id = ${outage.id}`;
	expect(links).toEqual([{ request_number: 2427, role: 'same_fault' }]);
	expect(await ledger(me.personId)).toMatchObject([{ wave: 'me_too' }]);
});
