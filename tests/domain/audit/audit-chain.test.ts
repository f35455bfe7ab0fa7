import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { systemActor } from '#lib/people/actor.ts';
import { verifyExport, type ExportedEntry } from '#lib/server/audit/chain.ts';
import { exportAudit } from '#lib/server/audit/export-audit.ts';
import { recordAudit, recordAudits, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { findAuditHead, verifyAudit } from '#lib/server/audit/verify-audit.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

const at = new Date('2026-11-22T07:03:00.123Z');
const mari: Actor = {
	...systemActor,
	isSystem: false,
	personId: '0199f0f0-0000-7000-8000-000000000001',
	name: 'Mari „Õ“ Маша, 5:x',
	roles: [{ role: 'auditor', unitIds: null }],
	ip: '10.1.2.3'
};

let database: TestDatabase;
const event = (more: Partial<AuditEvent> = {}): AuditEvent => ({
	actor: mari,
	action: 'request.submitted',
	noun: 'request',
	recordId: 'IT-2427',
	at,
	...more
});
const record = (...events: AuditEvent[]) =>
	database.db.transaction((tx) => recordAudits(tx, events));
const lines = async (range = {}) => Array.fromAsync(exportAudit(database.db, mari, range));
const parsed = (line: string | undefined) => JSON.parse(line ?? '') as ExportedEntry;

/** As somebody would who owns the database: rights taken back, guards off, the row changed, all put back. */
const tamper = (statement: string) =>
	database.owner.begin(async (tx) => {
		await tx`grant update, delete, truncate on audit_entry to current_user`;
		await tx`alter table audit_entry disable trigger user`;
		await tx.unsafe(statement);
		await tx`alter table audit_entry enable always trigger audit_entry_chain`;
		await tx`alter table audit_entry enable always trigger audit_entry_keep`;
		await tx`revoke update, delete, truncate on audit_entry from current_user`;
	});

beforeAll(async () => {
	database = await testDatabase();
});
beforeEach(() => tamper('truncate audit_entry'));
afterAll(() => database.close());

describe('the audit log', () => {
	test('says who did what to which record, from where, before and after', async () => {
		await record(
			event({
				before: { status: 'queued' },
				after: { status: 'fulfilled', n: 1.5 }
			})
		);
		const [row] = await database.db.select().from(auditEntry);
		expect(row).toMatchObject({
			actorId: mari.personId,
			actorName: mari.name,
			action: 'request.submitted',
			recordId: 'IT-2427',
			ip: '10.1.2.3',
			before: { status: 'queued' },
			after: { status: 'fulfilled', n: 1.5 },
			at
		});
	});

	test('shows no person when the portal itself acted', async () => {
		await record(event({ actor: systemActor }));
		const [row] = await database.sql`select actor_id, actor_name from audit_entry`;
		expect(row).toEqual({ actor_id: null, actor_name: null });
	});

	test('numbers rows without gaps, also over a transaction that failed', async () => {
		await record(event());
		await expect(
			database.db.transaction(async (tx) => {
				await recordAudit(tx, event());
				throw new Error('changed my mind');
			})
		).rejects.toThrow('changed my mind');
		await record(event(), event(), event());
		const rows = await database.sql`select seq from audit_entry order by seq`;
		expect(rows.map((row) => Number(row.seq))).toEqual([1, 2, 3, 4]);
	});

	test('numbers and chains rows of transactions that run at once', async () => {
		await Promise.all(
			Array.from({ length: 20 }, (_, n) => record(event({ recordId: `IT-${n}` }), event()))
		);
		expect(await verifyAudit(database.db, mari)).toMatchObject({
			ok: true,
			count: 40,
			last: 40
		});
	});

	test.each([
		['update', 'update audit_entry set action = action'],
		['delete', 'delete from audit_entry'],
		['truncate', 'truncate audit_entry'],
		['update', "update audit_entry set action = 'x' where false"]
	])(
		'refuses %s: the portal has no right to, and a trigger refuses who has',
		async (word, statement) => {
			await record(event());
			await expect(database.sql.unsafe(statement)).rejects.toThrow(/permission denied|append-only/);
			const granted = database.owner.begin(async (tx) => {
				await tx`grant update, delete, truncate on audit_entry to current_user`;
				await tx.unsafe(statement);
			});
			await expect(granted).rejects.toThrow(`audit_entry is append-only: ${word} refused`);
		}
	);

	test('gives no number or hash that the writer chose', async () => {
		await database.sql`
			insert into audit_entry (seq, at, action, noun, record_id, previous_hash, hash)
			values (77, now(), 'x.y', 'x', '1', '\\x00', '\\x00')`;
		expect(await verifyAudit(database.db, mari)).toMatchObject({
			ok: true,
			first: 1,
			last: 1
		});
	});
});

describe('a check of the log', () => {
	test('holds for every kind of value', async () => {
		await record(
			event({
				before: null,
				after: {
					text: 'Õun "ja" \\ кот\n\t😀',
					list: [1, 2.5, null, { b: 1, aa: 2 }]
				}
			}),
			event({ actor: systemActor, after: [] }),
			event({
				recordId: '',
				after: 'plain',
				at: new Date('1999-12-31T23:59:59.999Z')
			})
		);
		expect(await verifyAudit(database.db, mari)).toMatchObject({
			ok: true,
			count: 3
		});
		expect(await verifyExport(await lines())).toMatchObject({
			ok: true,
			count: 3
		});
	});

	test.each([
		['update audit_entry set after = \'{"status":"rejected"}\' where seq = 2', 2, 'content'],
		["update audit_entry set actor_name = 'Somebody else' where seq = 2", 2, 'content'],
		["update audit_entry set at = at + interval '1 microsecond' where seq = 3", 3, 'content'],
		['delete from audit_entry where seq = 2', 3, 'gap'],
		['delete from audit_entry where seq = 1', 2, 'none'],
		['update audit_entry set previous_hash = sha256(hash) where seq = 3', 3, 'link']
	])('finds what was done: %s', async (statement, seq, problem) => {
		await record(event({ after: { status: 'approved' } }), event(), event(), event());
		await tamper(statement);
		const verdict = await verifyAudit(database.db, mari);
		if (problem === 'none') expect(verdict).toMatchObject({ ok: true, first: seq, count: 3 });
		else expect(verdict).toEqual({ ok: false, seq, problem });
	});

	test('finds a row that was hashed again, by the row after it', async () => {
		await record(event(), event(), event());
		await tamper(`update audit_entry set action = 'x.y' where seq = 2;
			update audit_entry e set hash = sha256(convert_to(audit_entry_text(e), 'UTF8')) where seq = 2`);
		expect(await verifyAudit(database.db, mari)).toEqual({
			ok: false,
			seq: 3,
			problem: 'link'
		});
	});

	test('tells the head, which changes when history is rewritten', async () => {
		await record(event(), event());
		const head = await findAuditHead(database.db);
		expect(head).toMatchObject({
			seq: 2,
			hash: parsed((await lines()).at(-1)).hash
		});
	});

	test('is for auditors and administrators', async () => {
		const employee = { ...mari, roles: [] };
		await expect(verifyAudit(database.db, employee)).rejects.toMatchObject({
			code: 'Forbidden'
		});
		await expect(Array.fromAsync(exportAudit(database.db, employee))).rejects.toMatchObject({
			code: 'Forbidden'
		});
	});
});

describe('an exported file', () => {
	test('verifies by itself, whole or as a range', async () => {
		await record(...Array.from({ length: 2500 }, (_, n) => event({ recordId: `IT-${n}` })));
		expect(await verifyExport(await lines())).toMatchObject({
			ok: true,
			count: 2500
		});
		const range = await lines({ fromSeq: 900, toSeq: 2100 });
		expect(await verifyExport(range)).toMatchObject({
			ok: true,
			first: 900,
			last: 2100
		});
	});

	test('by days holds an unbroken range of rows', async () => {
		const day = (n: number) => new Date(Date.UTC(2026, 10, n));
		await record(
			event({ at: day(1) }),
			event({ at: day(5) }),
			event({ at: day(2) }),
			event({ at: day(9) })
		);
		const range = await lines({ from: day(2), before: day(6) });
		expect(range.map((line) => parsed(line).seq)).toEqual([2, 3]);
	});

	test.each<[string, (all: string[]) => string[], unknown]>([
		[
			'an edited word',
			(all) => all.map((line) => line.replace('IT-1', 'IT-9')),
			{ seq: 2, problem: 'content' }
		],
		['a line taken out', (all) => all.toSpliced(1, 1), { seq: 3, problem: 'gap' }],
		['lines swapped', ([a = '', b = '', c = '']) => [a, c, b], { seq: 3, problem: 'gap' }],
		['a line that is no entry', (all) => [...all, '{"seq":4}'], { seq: 4, problem: 'unreadable' }]
	])('shows %s', async (_, change, found) => {
		await record(...[0, 1, 2].map((n) => event({ recordId: `IT-${n}` })));
		expect(await verifyExport(change(await lines()))).toMatchObject({
			ok: false,
			...(found as object)
		});
	});
});
