import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLocale } from '#lib/i18n/server-locale.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findNotices, outagesOf } from '#lib/server/notices/reading/find-notices.ts';
import { linkSameFault } from '#lib/server/notices/reading/link-same-fault.ts';
import { readNotice } from '#lib/server/notices/reading/read-notice.ts';
import { sayMeToo } from '#lib/server/notices/reading/say-me-too.ts';
import { searchPortal } from '#lib/server/portal/search-portal.ts';
import {
	accessRight,
	informationSystem,
	systemDependency,
	systemRole
} from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, aText } from '#tests/support/notice-factories.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, type SmallTown } from '#tests/support/town.ts';

const now = new Date();
let database: TestDatabase;
let town: SmallTown;
let outage: { id: string; number: number };
let diary: { id: string; roleId: string };
let work: { id: string; number: number };
beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	const ownerId = (await town.addPerson('Owner')).id;
	const teller = { ownerId, at: now };
	const { id: neighbour } = await town.addPerson('Neighbour');
	diary = await aSystem('Lasteaiapäevik');
	const server = await aSystem('Server');
	await database.db
		.insert(systemDependency)
		.values({ systemId: diary.id, needsKind: 'system', needsId: server.id });
	outage = await aNotice(database.db, {
		...teller,
		kind: 'outage',
		state: 'in_progress',
		affected: [{ kind: 'system', targetId: server.id }],
		readers: [neighbour],
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

async function aSystem(name: string) {
	const [id, roleId] = [newId(), newId()];
	const text = { et: name, ru: name };
	await database.db
		.insert(informationSystem)
		.values({ id, slug: id, name: text, description: text, updatedAt: now });
	await database.db
		.insert(systemRole)
		.values({ id: roleId, systemId: id, slug: 'user', name: text, description: text });
	return { id, roleId };
}

/** Somebody of another house, whom nothing joins to the outage. */
const stranger = async (): Promise<Actor> =>
	actorOf(await town.addPerson('Stranger', { unitId: town.kindergarten.id }));
const someone = async (): Promise<Actor> => actorOf(await town.addPerson('Somebody'));
const findAll = (actor: Actor, text: string) =>
	withLocale('et', () => findNotices(database.db, actor, text, { locale: 'et', now, limit: 3 }));
const find = async (actor: Actor, text: string) => (await findAll(actor, text)).current;
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

it('whom nothing joins to an outage hears as little of it as of one that there is not', async () => {
	const far = await stranger();
	expect(await find(far, 'päevik ei tööta')).toEqual([]);
	const unknown = await refusalOf(sayMeToo(database.db, far, 999_999));
	expect(await refusalOf(sayMeToo(database.db, far, outage.number))).toBe(unknown);
	expect(await refusalOf(sayMeToo(database.db, far, work.number))).toBe(unknown);
	expect(await refusalOf(readNotice(database.db, far, outage.number, now))).toBe(unknown);
	const report = { id: newId(), number: 2430, words: 'Lasteaiapäevik ei avane enam' };
	expect(await linkSameFault(database.db, far, report, fixedClock(now))).toBeUndefined();
	expect(await ledger(far.personId)).toEqual([]);
});

it('whoever has a right in what needs the broken thing may say it from any house', async () => {
	const far = await stranger();
	await database.db.insert(accessRight).values({
		id: newId(),
		personId: far.personId,
		roleId: diary.roleId,
		validFrom: '2026-01-01',
		grantedAt: now
	});
	expect(await find(far, 'päevik ei tööta')).toMatchObject([{ number: outage.number }]);
	expect(await readNotice(database.db, far, outage.number, now)).toMatchObject({ own: undefined });
	await sayMeToo(database.db, far, outage.number, fixedClock(now));
	expect(await ledger(far.personId)).toMatchObject([{ wave: 'me_too' }]);
});

it('what is over is found by its readers, and said to be over', async () => {
	const me = await someone();
	const texts = { et: aText('Katlamaja remont'), ru: aText('Ремонт котельной') };
	const over = { ownerId: me.personId, at: new Date(now.getTime() - 40 * 86_400_000), texts };
	const mine = await aNotice(database.db, { ...over, state: 'closed', readers: [me.personId] });
	await aNotice(database.db, { ...over, state: 'restored' });
	await aNotice(database.db, { ...over, state: 'draft', readers: [me.personId] });
	for (const text of ['katlamaja', 'котельная', `t-${mine.number}`]) {
		const { current, past } = await findAll(me, text);
		expect(current).toEqual([]);
		expect(past.map(({ number }) => number)).toEqual([mine.number]);
	}
	const found = await withLocale('et', () =>
		searchPortal(database.db, me, 'katlamaja', { locale: 'et', limit: 3 })
	);
	expect(found).toMatchObject([
		{ kind: 'notice', href: `/notices/${mine.number}`, detail: expect.stringMatching(/^Möödas: /) }
	]);
	expect(await findAll(await stranger(), 'katlamaja')).toEqual({ current: [], past: [] });
});

it('"me too" is said of outages that are going on only', async () => {
	const me = await someone();
	const mine = await aNotice(database.db, {
		ownerId: me.personId,
		readers: [me.personId],
		at: now
	});
	await expect(sayMeToo(database.db, me, mine.number)).rejects.toMatchObject({
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
