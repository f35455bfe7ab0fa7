import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

// A process of its own, because what is asked is whether it survives.
const program = `
import postgres from 'postgres';
const options = { max: 1, backoff: () => 0.01, onnotice: () => undefined };
const sql = postgres(process.env.URL, options);
const other = postgres(process.env.URL, options);
await other\`create table written (what text)\`;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
for (let round = 0; round < 5; round += 1) {
	const lost = sql.begin(async (tx) => {
		const [{ pid }] = await tx\`select pg_backend_pid() as pid\`;
		await other\`select pg_terminate_backend(\${pid})\`;
		// Even rounds notice at once; odd ones are busy with something else until the pool has
		// opened the connection anew.
		await wait(round % 2 === 0 ? 0 : 100);
		await tx\`insert into written values ('by a transaction that was lost')\`;
	});
	const next = wait(20).then(() => sql\`select \${round}::int as round\`);
	await lost.then(() => console.log('not lost'), (error) => console.log(error.code));
	const [row] = await next;
	console.log('back', row.round);
	await wait(150);
}
console.log('written', (await other\`select * from written\`).length);
await sql.end();
await other.end();
`;

describe('a lost connection', () => {
	it('fails the whole transaction under way, and the next query has a new one', () => {
		const mend = pathToFileURL(resolve('scripts/mend-postgres.ts')).href;
		const result = spawnSync(
			process.execPath,
			[`--import=${mend}`, '--input-type=module', '--eval', program],
			{ encoding: 'utf8', timeout: 20_000, env: { ...process.env, URL: database.ownerUrl } }
		);
		expect(result.stderr).toBe('');
		const lines = result.stdout.trim().split('\n');
		expect(lines.filter((line) => line.startsWith('back'))).toEqual(
			[0, 1, 2, 3, 4].map((round) => `back ${round}`)
		);
		expect(lines).not.toContain('not lost');
		expect(lines).toContain('written 0');
		expect(result.status).toBe(0);
	});
});
