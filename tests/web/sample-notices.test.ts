import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';

let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let open: OpenDatabase;

beforeAll(async () => {
	clone = await cloneDatabase(await ensureSampleTemplate());
	open = openDb(clone.url, { max: 2 });
});
afterAll(async () => {
	await open.close();
	await dropDatabase(clone.name);
});

test('the sample has forty notices behind it, one that goes on, one that runs over, three that come', async () => {
	const counts = await open.sql<{ state: string; count: number }[]>`
		select state, count(*)::int as count from notice group by state`;
	const of = Object.fromEntries(counts.map(({ state, count }) => [state, count]));
	expect((of.closed ?? 0) + (of.restored ?? 0) + (of.cancelled ?? 0)).toBe(40);
	expect(of).toMatchObject({ in_progress: 1, awaiting_confirmation: 1, announced: 3, draft: 1 });
});

test('their ledgers are full: everybody was told, and whoever was told before was told after', async () => {
	const [row] = await open.sql<{ empty: number; untold: number; missed: number }[]>`
		select
			(select count(*)::int from notice n where state <> 'draft'
				and not exists (select from notice_reader r where r.notice_id = n.id)) as empty,
			(select count(*)::int from notice_reader r where not exists (
				select from notice_message m
				where m.notice_id = r.notice_id and m.person_id = r.person_id)) as untold,
			(select count(*)::int from notice_reader r join notice n on n.id = r.notice_id
				where n.state in ('closed', 'restored', 'cancelled') and n.kind <> 'information'
					and r.told_after_at is null) as missed`;
	expect(row).toEqual({ empty: 0, untold: 0, missed: 0 });
});

test('a freeze is ahead with an exception by name, and the town’s own dates stand in the calendar', async () => {
	const [row] = await open.sql<{ freezes: number; exceptions: number; calendars: number }[]>`
		select (select count(*)::int from freeze_period where ends_at > now()) as freezes,
			(select count(*)::int from freeze_exception) as exceptions,
			(select count(*)::int from town_calendar c
				where exists (select from town_date d where d.calendar_id = c.id)) as calendars`;
	expect(row).toEqual({ freezes: 1, exceptions: 1, calendars: 3 });
});
