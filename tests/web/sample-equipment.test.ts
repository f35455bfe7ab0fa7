import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { differencesFromActs } from '#tests/support/rebuild.ts';
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

test('every thing of the sample, built anew from its acts, is what the register says', async () => {
	const [row] = await open.sql<{ items: number }[]>`select count(*)::int as items from item`;
	expect(row?.items).toBeGreaterThanOrEqual(600);
	expect(await differencesFromActs(open.db)).toEqual([]);
});

test('the sample has stock-takes behind it, things in repair, a write-off and a question under way', async () => {
	const [row] = await open.sql<Record<string, number>[]>`
		select (select count(*)::int from stock_take s join act a on a.id = s.act_id
				where a.state = 'complete') as counted,
			(select count(*)::int from repair where returned_on is null) as away,
			(select count(*)::int from write_off
				where state in ('commission', 'approval', 'approved')) as proposed,
			(select count(*)::int from holding_round where ended_at is null) as asking,
			(select count(*)::int from holding_answer) as answers`;
	expect(row).toMatchObject({ counted: 3, asking: 1 });
	expect(Math.min(row?.away ?? 0, row?.proposed ?? 0, row?.answers ?? 0)).toBeGreaterThan(0);
});
