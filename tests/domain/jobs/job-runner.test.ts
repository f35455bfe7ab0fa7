import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { health } from '#lib/server/jobs/health.ts';
import { startJobRunner, type JobRunner } from '#lib/server/jobs/job-runner.ts';
import { forgetJobs, registerJob, type JobData } from '#lib/server/jobs/registry.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

describe('the job runner', () => {
	let database: TestDatabase;
	let runner: JobRunner | undefined;
	beforeAll(async () => {
		database = await testDatabase();
	});
	beforeEach(forgetJobs);
	afterEach(() => runner?.stop());
	afterAll(() => database.close());

	const run = () => {
		runner = startJobRunner({ ...database, clock: systemClock });
	};

	it('says before its first start that it has not started', async () => {
		const report = await health(database.db, systemClock);
		expect(report.status).toBe('ok');
		expect(report.jobs.state).toBe('not_started');
	});

	it('runs a job soon after the transaction that asked for it, with its data', async () => {
		const seen: JobData[] = [];
		registerJob('test.told', async (_, data) => {
			seen.push(data);
		});
		run();
		await listening(database);
		await withTransaction(database.db, (tx) => enqueue(tx, 'test.told', { id: 'a' }));
		await vi.waitFor(() => expect(seen).toEqual([{ id: 'a' }]), { timeout: 5_000 });
		const refused = withTransaction(database.db, async (tx) => {
			await enqueue(tx, 'test.told', { id: 'rolled back' });
			throw new Error('no');
		});
		await expect(refused).rejects.toThrow('no');
		await withTransaction(database.db, (tx) => enqueue(tx, 'test.told', { id: 'b' }));
		await vi.waitFor(() => expect(seen).toEqual([{ id: 'a' }, { id: 'b' }]), { timeout: 5_000 });
	});

	it('keeps working after its connections were cut', async () => {
		let runs = 0;
		registerJob('test.cut', async () => {
			runs += 1;
		});
		run();
		await listening(database);
		await database.sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`;
		await vi.waitFor(
			async () => {
				await enqueue(database.db, 'test.cut');
				expect(runs).toBeGreaterThan(0);
			},
			{ timeout: 15_000, interval: 250 }
		);
	});

	it('refuses two jobs of one name', () => {
		registerJob('test.twice', async () => undefined);
		expect(() => registerJob('test.twice', async () => undefined)).toThrow('registered twice');
	});
});

describe('health', () => {
	it('says in two seconds that the database is away', async () => {
		const database = await testDatabase();
		await database.close();
		const report = await health(database.db, systemClock);
		expect(report).toEqual({
			status: 'unavailable',
			database: { state: 'away' },
			jobs: { state: 'unknown' }
		});
	});
});

async function listening(database: TestDatabase): Promise<void> {
	await vi.waitFor(
		async () => {
			const rows = await database.sql`
				select from pg_stat_activity where datname = current_database() and query ilike 'listen %'`;
			expect(rows.length).toBeGreaterThan(0);
		},
		{ timeout: 10_000, interval: 50 }
	);
}
