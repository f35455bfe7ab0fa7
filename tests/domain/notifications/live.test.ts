import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveEvent } from '#lib/notifications/live-events.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { announceRequest } from '#lib/server/live/announce.ts';
import { liveStream } from '#lib/server/live/live-stream.ts';
import { startLive, type Live } from '#lib/server/live/start-live.ts';
import { markRead } from '#lib/server/notifications/bell.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { getSetting, saveSetting } from '#lib/server/settings/settings.ts';
import { openDb } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

let database: TestDatabase;
let town: SmallTown;
let live: Live;

beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	live = startLive(database.db);
	await live.listener.ready;
});
afterAll(async () => {
	await live.listener.stop();
	await database.close();
});

/** A page that somebody has open; `next` waits for what it hears. */
function watch(actor: Actor) {
	const heard: LiveEvent[] = [];
	let wake: () => void = () => undefined;
	const leave = live.hub.add({
		actor,
		send: (event) => {
			heard.push(event);
			wake();
		}
	});
	const next = async (): Promise<LiveEvent | undefined> => {
		while (heard.length === 0) await new Promise<void>((done) => (wake = done));
		return heard.shift();
	};
	return { heard, next, leave };
}

const tell = (id: string) =>
	database.db.transaction((tx) =>
		notify(tx, {
			kind: 'request.approved',
			recipients: [id],
			subject: { noun: 'request', id: 'r1', href: '/requests/IT-1' },
			params: { number: 'IT-1', title: 'x', who: 'y' },
			at: townNow
		})
	);
const change = (unitId: string, personIds: string[]) =>
	announceRequest(database.db, { id: 'r1', number: 1, revision: 2, unitId, personIds });

describe('an open page', () => {
	test('hears how many notifications are unread, at the commit and when they are read', async () => {
		const actor = actorOf(await town.addPerson('Mari'));
		const page = watch(actor);
		await tell(actor.personId);
		expect(await page.next()).toEqual({ kind: 'bell', unread: 1 });
		await markRead(database.db, actor, 'all', fixedClock(townNow));
		expect(await page.next()).toEqual({ kind: 'bell', unread: 0 });
		page.leave();
	});

	test('hears of a request only where the person may see it', async () => {
		const { office, kindergarten } = town;
		const person = await town.addPerson('Jüri');
		const pages = {
			own: watch(actorOf(person)),
			stranger: watch(actorOf(await town.addPerson('Võõras'))),
			agentHere: watch(actorOf(await town.addPerson('A'), withRole('agent', [office.id]))),
			agentElsewhere: watch(
				actorOf(await town.addPerson('B'), withRole('agent', [kindergarten.id]))
			),
			agentEverywhere: watch(actorOf(await town.addPerson('C'), withRole('agent'))),
			author: watch(actorOf(await town.addPerson('D'), withRole('author')))
		};
		await change(office.id, [person.id]);
		const event = { kind: 'request', id: 'r1', number: 1, revision: 2 };
		expect(await pages.own.next()).toEqual(event);
		expect(await pages.agentHere.next()).toEqual(event);
		expect(await pages.agentEverywhere.next()).toEqual(event);
		for (const page of [pages.stranger, pages.agentElsewhere, pages.author]) {
			expect(page.heard).toEqual([]);
		}
		for (const page of Object.values(pages)) page.leave();
	});

	test('hears nothing of what was rolled back', async () => {
		const actor = actorOf(await town.addPerson('Mari'));
		const page = watch(actor);
		await database.db
			.transaction(async (tx) => {
				await announceRequest(tx, {
					id: 'gone',
					number: 9,
					revision: 1,
					unitId: town.office.id,
					personIds: [actor.personId]
				});
				throw new Error('changed my mind');
			})
			.catch(() => undefined);
		await change(town.office.id, [actor.personId]);
		expect(await page.next()).toMatchObject({ number: 1 });
		page.leave();
	});

	test('hears again after the connection to the database was cut', async () => {
		const actor = actorOf(await town.addPerson('Mari'));
		const page = watch(actor);
		await database.sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where application_name = 'abilaud live' and datname = current_database()`;
		// The first thing that it hears, once connected, is the count as it is now.
		expect(await page.next()).toEqual({ kind: 'bell', unread: 0 });
		await change(town.office.id, [actor.personId]);
		expect(await page.next()).toMatchObject({ kind: 'request' });
		page.leave();
	});

	test('is forgotten when it is closed', async () => {
		const size = live.hub.size;
		const stream = liveStream(live.hub, actorOf(await town.addPerson('Mari')), 3);
		const reader = stream.getReader();
		const decoder = new TextDecoder();
		const read = async () => decoder.decode((await reader.read()).value);
		expect(await read()).toBe('retry: 3000\n\n');
		expect(await read()).toBe('data: {"kind":"bell","unread":3}\n\n');
		expect(live.hub.size).toBe(size + 1);
		await reader.cancel();
		expect(live.hub.size).toBe(size);
	});
});

test('a setting saved by one process is heard by another', async () => {
	const other = openDb(database.url, { max: 1 });
	const admin = actorOf(await town.addPerson('Admin'), withRole('admin'));
	expect(await getSetting(database.db, 'confirmDays')).toBe(10);
	await saveSetting(other.db, admin, 'confirmDays', 7);
	await expect.poll(() => getSetting(database.db, 'confirmDays')).toBe(7);
	await other.close();
});

test('what counts requests is counted once until one changes', async () => {
	let counted = 0;
	const count = () => kept(database.db, 'requests of a test', async () => ++counted);
	expect([await count(), await count()]).toEqual([1, 1]);
	await change(town.office.id, []);
	await expect.poll(count).toBe(2);
});
