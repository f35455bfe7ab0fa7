import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveEvent } from '#lib/notifications/live-events.ts';
import { liveStream } from '#lib/server/live/live-stream.ts';
import { startLive, type Live } from '#lib/server/live/start-live.ts';
import { presentReaders } from '#lib/server/notices/telling/present-readers.ts';
import { announceToCrowd, crowdNotice, makeCrowd, type Crowd } from '#tests/support/crowd.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf } from '#tests/support/town.ts';

const PAGES = 1000;
const LIMIT_MS = 2000;

let database: TestDatabase;
let crowd: Crowd;
let live: Live;
beforeAll(async () => {
	database = await testDatabase();
	crowd = await makeCrowd(database, PAGES);
	live = startLive(database.db, presentReaders);
	await live.listener.ready;
});
afterAll(async () => {
	await live.listener.stop();
	await database.close();
});

test('a thousand open pages have the banner within two seconds of the announcement', async () => {
	const people = await database.sql<{ id: string; locale: 'et' | 'ru' }[]>`
		select id, locale from person where unit_id = ${crowd.unitId} order by id`;
	// As the portal serves it: each page has a connection of its own.
	const server = createServer((request, response) => {
		const who = people[Number(request.url?.slice(1))] ?? { id: '', locale: 'et' as const };
		const actor = actorOf({ ...crowd.owner, id: who.id }, { locale: who.locale });
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		Readable.fromWeb(liveStream(live.hub, actor, 0) as ReadableStream<Uint8Array>).pipe(response);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const agent = new Agent({ maxSockets: Infinity });

	const titles = new Map<number, { title: string; at: number }>();
	const done = Promise.withResolvers<void>();
	for (let page = 0; page < PAGES; page += 1) {
		get({ port, host: '127.0.0.1', path: `/${page}`, agent }, (answer) => {
			let heard = '';
			answer.setEncoding('utf8').on('data', (chunk: string) => {
				heard += chunk;
				for (const [, data = ''] of heard.matchAll(/^data: (.*)\n\n/gm)) {
					const event = JSON.parse(data) as LiveEvent;
					if (event.kind !== 'notice' || !event.banner || titles.has(page)) continue;
					titles.set(page, { title: event.banner.title, at: performance.now() });
				}
				if (titles.size === PAGES) done.resolve();
			});
			answer.on('error', () => undefined);
		}).on('error', () => undefined);
	}
	while (live.hub.size < PAGES) await new Promise((next) => setTimeout(next, 20));

	const now = new Date();
	const { id } = await crowdNotice(database, crowd, undefined, now);
	await database.sql`
		update notice set state = 'in_progress', announced_at = now(), started_at = now()
		where id = ${id}`;
	await announceToCrowd(database, id, now);
	const told = performance.now();
	await done.promise;
	const last = Math.max(...[...titles.values()].map(({ at }) => at)) - told;
	agent.destroy();
	server.closeAllConnections();
	server.close();
	expect(new Set([...titles.values()].map(({ title }) => title)).size).toBe(2);
	process.stdout.write(`${PAGES} open pages had the banner after ${Math.round(last)} ms\n`);
	expect(last).toBeLessThan(LIMIT_MS);
});
