import { afterAll, beforeAll, expect, it } from 'vitest';
import { journalLength, migrateDatabase } from '#lib/server/db/migrate.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

it('a migrated database needs no further migration', async () => {
	const result = await migrateDatabase(database.ownerUrl);
	expect(result).toEqual({ applied: 0, total: journalLength() });
});

it('several instances may start at once', async () => {
	const results = await Promise.all([1, 2, 3].map(() => migrateDatabase(database.ownerUrl)));
	expect(results.every((result) => result.applied === 0)).toBe(true);
});

it('the portal is no superuser of its own database', async () => {
	const [row] = await database.sql<{ super: boolean }[]>`
		select rolsuper as super from pg_roles where rolname = current_user`;
	expect(row?.super).toBe(false);
});

it('text search knows Estonian, Russian and English', async () => {
	const [row] = await database.sql<{ et: boolean; ru: boolean; en: boolean }[]>`
		select to_tsvector('estonian', 'lasteaedades') @@ to_tsquery('estonian', 'lasteaedades') as et,
			to_tsvector('russian', 'заявки') @@ to_tsquery('russian', 'заявка') as ru,
			to_tsvector('english', 'requests') @@ to_tsquery('english', 'request') as en`;
	expect(row).toEqual({ et: true, ru: true, en: true });
});

it('trigrams see Estonian and Cyrillic letters', async () => {
	const [row] = await database.sql<{ et: number; ru: number }[]>`
		select similarity('õpetaja', 'õpetajad') as et, similarity('заявка', 'заявки') as ru`;
	expect(row?.et).toBeGreaterThan(0.5);
	expect(row?.ru).toBeGreaterThan(0.4);
});
