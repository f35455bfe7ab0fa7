import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import {
	countOutboxTroubles,
	listOutbox,
	outboxShape,
	readLetter
} from '#lib/server/mail/list-outbox.ts';
import { retryLetters } from '#lib/server/mail/retry-letters.ts';
import { outboxMessage, type OutboxState } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, townNow, withRole } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const someone = { id: newId(), name: 'Admin', unitId: newId(), managerId: null };
const admin = actorOf(someone, withRole('admin'));
const agent = actorOf(someone, withRole('agent'));

let database: TestDatabase;

beforeAll(async () => {
	database = await testDatabase();
});
beforeEach(() => database.db.delete(outboxMessage));
afterAll(() => database.close());

const letter = async (
	state: OutboxState,
	more: Partial<typeof outboxMessage.$inferInsert> = {}
) => {
	const id = newId();
	await database.db.insert(outboxMessage).values({
		id,
		to: 'mari@linn.example',
		kind: 'request.approved',
		locale: 'et',
		subject: 'IT-1 on kooskõlastatud',
		body: 'Tere, Mari!',
		state,
		attempts: 8,
		error: state === 'failed' ? 'no such person' : null,
		nextAttemptAt: townNow,
		createdAt: townNow,
		...more
	});
	return id;
};
const list = async (query = '') => {
	const state = parseListState(outboxShape, new URLSearchParams(query));
	return (await listOutbox(database.db, admin, state, clock)).rows.map((row) => row.id);
};
const states = async () => {
	const rows = await database.db.select().from(outboxMessage).orderBy(outboxMessage.id);
	return rows.map(({ state, attempts, error }) => ({ state, attempts, error }));
};

describe('the outbox', () => {
	test('shows letters with state and error, newest first, by state, person and words', async () => {
		const failed = await letter('failed');
		const sent = await letter('sent', { to: 'juri_100%@linn.example', subject: 'IT-22' });
		expect(await list()).toEqual([sent, failed]);
		expect(await list('state=failed')).toEqual([failed]);
		expect(await list('state=failed,sent')).toEqual([sent, failed]);
		expect(await list('state=nonsense')).toEqual([]);
		expect(await list('q=juri')).toEqual([sent]);
		expect(await list('q=100%25')).toEqual([sent]);
		expect(await list('q=kooskõlast')).toEqual([failed]);
		expect(await countOutboxTroubles(database.db, admin)).toEqual({ failed: 1, kept: 0 });
	});

	test('sends again what was given up, kept or waits, and records who asked', async () => {
		const ids = [];
		for (const state of ['failed', 'kept', 'waiting', 'sent', 'sending', 'digest'] as const) {
			ids.push(await letter(state));
		}
		expect(await retryLetters(database.db, admin, { ids }, clock)).toBe(3);
		const again = { state: 'waiting', attempts: 0, error: null };
		expect((await states()).slice(0, 3)).toEqual([again, again, again]);
		expect((await states()).slice(3).map((row) => row.state)).toEqual([
			'sent',
			'sending',
			'digest'
		]);
		const recorded = await database.db.select().from(auditEntry);
		expect(recorded.filter((row) => row.action === 'letter.retried')).toHaveLength(3);
	});

	test('records who read a letter that lets somebody in', async () => {
		const plain = await letter('sent');
		const link = await letter('kept', { body: 'https://x.example/reset/abcdefghijklmnopqrst' });
		await readLetter(database.db, admin, plain, clock);
		expect(await readLetter(database.db, admin, link, clock)).toMatchObject({ id: link });
		const read = (await database.db.select().from(auditEntry)).filter(
			(row) => row.action === 'letter.read'
		);
		expect(read).toMatchObject([{ recordId: link, actorName: 'Admin' }]);
	});

	test('is for administrators', async () => {
		const id = await letter('failed');
		const state = parseListState(outboxShape, new URLSearchParams());
		for (const refused of [
			listOutbox(database.db, agent, state, clock),
			readLetter(database.db, agent, id, clock),
			retryLetters(database.db, agent, { ids: [id] }, clock),
			countOutboxTroubles(database.db, agent)
		]) {
			await expect(refused).rejects.toMatchObject({ code: 'Forbidden' });
		}
		await expect(readLetter(database.db, admin, newId(), clock)).rejects.toMatchObject({
			code: 'NotFound'
		});
	});
});
