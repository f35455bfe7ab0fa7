import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTransaction } from '#lib/server/db/client.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let base: TestDatabase;
beforeAll(async () => {
	base = await testDatabase();
	await base.sql`
		insert into setting (key, value, updated_at) values ('one', '0'::jsonb, now()), ('two', '0'::jsonb, now())`;
});
afterAll(() => base.close());

it('runs again the one of two crosswise transactions that PostgreSQL undid', async () => {
	const begun: string[] = [];
	const met = Promise.withResolvers<void>();
	const add = (key: string) =>
		sql`update setting set value = to_jsonb(value::int + 1) where key = ${key}`;
	const cross = (first: string, second: string, other: () => Promise<void>): Promise<void> =>
		withTransaction(base.db, async (tx) => {
			// The undone one gives way this time, or the two might meet crosswise again.
			if (begun.includes(first)) await other();
			begun.push(first);
			await tx.execute(add(first));
			if (begun.length === 2) met.resolve();
			await met.promise;
			await tx.execute(add(second));
		});
	const one: Promise<void> = cross('one', 'two', () => two);
	const two: Promise<void> = cross('two', 'one', () => one);
	await Promise.all([one, two]);
	expect(await base.sql`select key, value from setting order by key`).toEqual([
		{ key: 'one', value: 2 },
		{ key: 'two', value: 2 }
	]);
	expect(begun).toHaveLength(3);
});
