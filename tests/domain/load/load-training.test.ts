import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#lib/server/clock.ts';
import { assignByAllRules } from '#lib/server/training/duty/duty-jobs.ts';
import { loadTown, type Loaded } from '#scripts/load/load-town.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let loaded: Loaded;

beforeAll(async () => {
	database = await testDatabase();
	loaded = await loadTown(database.ownerUrl, {
		people: 120,
		requests: 100,
		seed: 7,
		now: new Date(),
		passwords: false,
		training: { modules: 60, completions: 25, read: 20, open: 4 },
		progress: () => undefined
	});
}, 120_000);

afterAll(() => database.close());

test('everybody has read, done and yet to do as much as the volume says', async () => {
	const [row] = await database.db.execute<{ people: number; numbers: number; last: number }>(sql`
		select count(distinct person_id)::int as people, count(distinct number)::int as numbers,
			max(number)::int as last from completion`);
	expect(loaded.completions).toBe((row?.people ?? 0) * 25);
	expect(row?.numbers).toBe(row?.last);
	expect(loaded.pagesRead).toBeGreaterThan((row?.people ?? 0) * 90);
});

test('of the loaded modules, rules open and close nothing', async () => {
	await assignByAllRules({ db: database.db, clock: systemClock }, {});
	const [row] = await database.db.execute<{ fresh: number; closed: number }>(sql`
		select count(*) filter (where o.origin = 'renewal')::int as fresh,
			count(*) filter (where o.closed_as = 'left_audience')::int as closed
		from obligation o join training_module m on m.id = o.module_id where m.key like 'load-%'`);
	expect(row).toEqual({ fresh: 0, closed: 0 });
});
