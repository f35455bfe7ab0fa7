import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceToCrowd, crowdNotice, makeCrowd, type Crowd } from '#tests/support/crowd.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

const PEOPLE = 20_000;
const LIMIT_MS = 5_000;

let database: TestDatabase;
let crowd: Crowd;
beforeAll(async () => {
	database = await testDatabase();
	crowd = await makeCrowd(database, PEOPLE);
});
afterAll(() => database.close());

test('twenty thousand people are found, frozen and told within five seconds, in one transaction', async () => {
	const now = new Date();
	// The best of three: other work on the machine comes and goes.
	const times: number[] = [];
	for (let turn = 0; turn < 3; turn += 1) {
		const { id } = await crowdNotice(database, crowd, undefined, now);
		const begun = performance.now();
		expect(await announceToCrowd(database, id, now)).toBe(PEOPLE);
		times.push(performance.now() - begun);
	}
	const [counts] = await database.sql<{ bells: number; letters: number; texts: number }[]>`
		select (select count(*)::int from bell_entry) as bells,
			(select count(*)::int from outbox_message) as letters,
			(select count(*)::int from letter_text) as texts`;
	expect(counts).toEqual({ bells: 3 * PEOPLE, letters: 3 * PEOPLE, texts: 3 * 2 });
	process.stdout.write(`20,000 told in ${times.map((ms) => Math.round(ms)).join(', ')} ms\n`);
	expect(Math.min(...times)).toBeLessThan(LIMIT_MS);
});
