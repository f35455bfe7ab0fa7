import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTransaction } from '#lib/server/db/client.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let base: TestDatabase;
beforeAll(async () => {
	base = await testDatabase();
	await base.sql`create table pair (id int primary key, n int not null)`;
	await base.sql`insert into pair values (1, 0), (2, 0)`;
});
afterAll(() => base.close());

it('runs again the one of two crosswise transactions that PostgreSQL undid', async () => {
	let arrived = 0;
	let open: () => void = () => undefined;
	const both = new Promise<void>((resolve) => (open = resolve));
	const cross = (first: number, second: number) =>
		withTransaction(base.db, async (tx) => {
			await tx.execute(sql`update pair set n = n + 1 where id = ${first}`);
			if (++arrived >= 2) open();
			await both;
			await tx.execute(sql`update pair set n = n + 1 where id = ${second}`);
		});
	await Promise.all([cross(1, 2), cross(2, 1)]);
	expect(await base.sql`select n from pair order by id`).toEqual([{ n: 2 }, { n: 2 }]);
	// PostgreSQL may undo both when they notice each other at the same moment; each then comes once more.
	expect(arrived).toBeGreaterThan(2);
});
