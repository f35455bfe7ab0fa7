import { and, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { ListShape, ListState } from '#lib/lists/list-state.ts';
import { forbidden } from '#lib/errors.ts';
import { parseDay } from '#lib/format/dates.ts';
import { timeZone } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { auditEntry, auditWords } from '#lib/server/audit/tables.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';

/** What the address of the audit log may say. `actor` is a person's id, `at` a span of days
 * `2026-11-01..2026-11-30` of which an end may be left out. */
export const auditShape: ListShape = {
	filters: ['actor', 'action', 'record', 'at'],
	sorts: ['newest'],
	falling: ['newest'],
	defaultSort: 'newest'
};

export type AuditRow = Awaited<ReturnType<typeof auditRows>>[number];

const auditRows = (
	db: DbOrTx,
	where: SQL | undefined,
	orderBy: SQL[],
	limit: number,
	cursor: SQL<string>
) =>
	db
		.select({
			seq: auditEntry.seq,
			at: auditEntry.at,
			actorId: auditEntry.actorId,
			actorName: auditEntry.actorName,
			action: auditEntry.action,
			noun: auditEntry.noun,
			recordId: auditEntry.recordId,
			ip: auditEntry.ip,
			before: auditEntry.before,
			after: auditEntry.after,
			cursor
		})
		.from(auditEntry)
		.where(where)
		.orderBy(...orderBy)
		.limit(limit);

/** `request` finds every action of requests, `request.submitted` that one. */
const byAction = (values: string[]) =>
	sql`(${sql.join(
		values.map((value) =>
			value.includes('.') ? eq(auditEntry.action, value) : eq(auditEntry.noun, value)
		),
		sql` or `
	)})`;

const auditList: ListSpec<AuditRow> = {
	shape: auditShape,
	scope: () => undefined,
	filters: {
		actor: (values) => idIn(auditEntry.actorId, values),
		action: byAction,
		record: (values) => inArray(auditEntry.recordId, values),
		at: ([span = '']) => inDays(span)
	},
	search: (text) => sql`${auditWords} @@ websearch_to_tsquery('simple', ${text})`,
	sorts: {
		newest: {
			keys: [{ expr: sql`${auditEntry.seq}`, type: 'bigint' }]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) => auditRows(db, where, orderBy, limit, cursor)
};

/**
 * A page of the audit log, newest first: by person, action, record, words and days (both inclusive).
 * Auditors and administrators. Throws Forbidden.
 */
export async function listAudit(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<AuditRow>> {
	if (!can(actor, 'audit.read')) throw forbidden();
	return listPage(db, auditList, { actor, now: clock.now() }, state, {
		count: false
	});
}

/** One entry with what it changed. Auditors and administrators. Throws Forbidden. */
export async function findAuditEntry(
	db: DbOrTx,
	actor: Actor,
	seq: number
): Promise<AuditRow | undefined> {
	if (!can(actor, 'audit.read')) throw forbidden();
	const [row] = await auditRows(db, eq(auditEntry.seq, seq), [], 1, sql<string>`''`);
	return row;
}

/** Every kind of action that was ever recorded, for a filter: one index step each, however long the log. */
export async function listAuditActions(db: DbOrTx): Promise<string[]> {
	const rows = await db.execute<{ action: string }>(sql`
		with recursive step as (
			(select action from audit_entry order by action limit 1)
			union all
			select (select action from audit_entry where action > step.action order by action limit 1)
			from step where step.action is not null
		)
		select action from step where action is not null order by action`);
	return rows.map((row) => row.action);
}

/** Everything recorded about one record, newest first. The caller has checked that the reader may see it. */
export function listRecordHistory(db: DbOrTx, noun: string, recordId: string): Promise<AuditRow[]> {
	return auditRows(
		db,
		and(eq(auditEntry.noun, noun), eq(auditEntry.recordId, recordId)),
		[sql`${auditEntry.seq} desc`],
		200,
		sql<string>`''`
	);
}

/** Everything a person did, for the file of their own data; oldest first. */
export function listOwnActions(db: DbOrTx, personId: string) {
	return db
		.select({
			at: auditEntry.at,
			action: auditEntry.action,
			noun: auditEntry.noun,
			recordId: auditEntry.recordId,
			ip: auditEntry.ip
		})
		.from(auditEntry)
		.where(eq(auditEntry.actorId, personId))
		.orderBy(auditEntry.seq);
}

/** The moments of a span of days, both inclusive, in the town's time; an unreadable end is open. */
export function daySpanMoments(span: string): { from?: Date; before?: Date } {
	const [first = '', last = first] = span.split('..');
	const from = parseDay(first);
	const until = parseDay(last);
	return {
		...(from ? { from: startOf(from) } : {}),
		...(until ? { before: nextDay(startOf(until)) } : {})
	};
}

function inDays(span: string): SQL | undefined {
	const { from, before } = daySpanMoments(span);
	return and(
		from ? gte(auditEntry.at, from) : undefined,
		before ? lt(auditEntry.at, before) : undefined
	);
}

const startOf = (day: string) =>
	new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

const nextDay = (start: Date) =>
	new Date(
		Temporal.Instant.fromEpochMilliseconds(start.getTime())
			.toZonedDateTimeISO(timeZone)
			.add({ days: 1 }).epochMilliseconds
	);
