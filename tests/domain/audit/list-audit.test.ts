import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { changesOf } from '#lib/server/audit/changes.ts';
import {
	auditShape,
	findAuditEntry,
	listAudit,
	listAuditActions,
	listRecordHistory
} from '#lib/server/audit/list-audit.ts';
import { recordAudits, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, townNow, withRole } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const person = (name: string) => ({ id: newId(), name, unitId: newId(), managerId: null });
const mari = actorOf(person('Mari Maasikas'), { ip: '10.1.2.3' });
const juri = actorOf(person('Jüri Kask'));
const auditor = actorOf(person('Auditor'), withRole('auditor'));

let database: TestDatabase;

const entry = (more: Partial<AuditEvent>): AuditEvent => ({
	actor: mari,
	action: 'request.submitted',
	noun: 'request',
	recordId: 'IT-1',
	at: new Date('2026-11-20T10:00:00Z'),
	...more
});
const found = async (query: string) => {
	const state = parseListState(auditShape, new URLSearchParams(query));
	const page = await listAudit(database.db, auditor, state, clock);
	return page.rows.map((row) => row.seq);
};

beforeAll(async () => {
	database = await testDatabase();
	await database.db.transaction((tx) =>
		recordAudits(tx, [
			entry({ after: { title: 'Ligipääs Amphorale' } }),
			entry({ actor: juri, action: 'request.approved', at: new Date('2026-11-20T22:30:00Z') }),
			entry({
				recordId: 'IT-2',
				at: new Date('2026-11-21T10:00:00Z'),
				before: { status: 'queued' }
			}),
			entry({ actor: juri, action: 'person.saved', noun: 'person', recordId: 'p1' })
		])
	);
});
afterAll(() => database.close());

describe('the list of the audit log', () => {
	test.each([
		['', [4, 3, 2, 1]],
		[`actor=${juri.personId}`, [4, 2]],
		['actor=somebody', []],
		['action=request', [3, 2, 1]],
		['action=request.approved', [2]],
		['action=request.approved,person', [4, 2]],
		['record=IT-1', [2, 1]],
		['at=2026-11-20', [4, 1]],
		['at=2026-11-21..2026-11-21', [3, 2]],
		['at=..2026-11-20', [4, 1]],
		['at=2026-11-21..', [3, 2]],
		['q=amphorale', [1]],
		['q=Kask', [4, 2]],
		['q=10.1.2.3', [3, 1]],
		['q=queued&record=IT-2', [3]],
		['q=nobody', []]
	])('finds by %s', async (query, seqs) => {
		expect(await found(query)).toEqual(seqs);
	});

	test('goes on by the key of the last row', async () => {
		await database.db.transaction((tx) =>
			recordAudits(
				tx,
				Array.from({ length: 60 }, (_, n) => entry({ noun: 'x', action: 'x.y', recordId: `${n}` }))
			)
		);
		const state = parseListState(auditShape, new URLSearchParams('action=x'));
		const first = await listAudit(database.db, auditor, state, clock);
		const after = first.next;
		const rest = await listAudit(
			database.db,
			auditor,
			{ ...state, ...(after && { after }) },
			clock
		);
		expect([first.rows.length, rest.rows.length, rest.next]).toEqual([40, 20, undefined]);
	});

	test('names every action once', async () => {
		expect(await listAuditActions(database.db)).toEqual(
			expect.arrayContaining(['person.saved', 'request.approved', 'request.submitted'])
		);
	});

	test('is for auditors and administrators', async () => {
		const state = parseListState(auditShape, new URLSearchParams());
		for (const role of ['agent', 'author'] as const) {
			const actor = { ...mari, ...withRole(role) };
			await expect(listAudit(database.db, actor, state, clock)).rejects.toMatchObject({
				code: 'Forbidden'
			});
			await expect(findAuditEntry(database.db, actor, 1)).rejects.toMatchObject({
				code: 'Forbidden'
			});
		}
		const admin = { ...mari, ...withRole('admin') };
		expect(await findAuditEntry(database.db, admin, 1)).toMatchObject({ recordId: 'IT-1' });
	});

	test('gives the history of one record', async () => {
		const rows = await listRecordHistory(database.db, 'request', 'IT-1');
		expect(rows.map((row) => row.action)).toEqual(['request.approved', 'request.submitted']);
	});

	test('reads an index and no whole table, whatever is asked', async () => {
		await database.owner`analyze audit_entry`;
		const plan = await database.sql.begin(async (tx) => {
			await tx`set local enable_seqscan = off`;
			return tx`explain select seq from audit_entry
				where at >= '2026-11-20' and at < '2026-11-21' order by seq desc limit 41`;
		});
		expect(JSON.stringify(plan)).not.toContain('Seq Scan');
	});
});

describe('what an entry changed', () => {
	test('is said field by field, differences first', () => {
		const changes = changesOf(
			{ status: 'queued', title: 'x', list: [1] },
			{ status: 'fulfilled', title: 'x', at: null }
		);
		expect(changes).toEqual([
			{ field: 'status', before: 'queued', after: 'fulfilled' },
			{ field: 'list', before: '[\n 1\n]', after: '' },
			{ field: 'title', before: 'x', after: 'x' },
			{ field: 'at', before: '', after: '' }
		]);
	});

	test('may be no record at all', () => {
		expect(changesOf(null, null)).toEqual([]);
		expect(changesOf(null, 'text')).toEqual([{ field: '', before: '', after: 'text' }]);
	});
});
