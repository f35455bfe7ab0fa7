import { and, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { ListShape, ListState } from '#lib/lists/list-state.ts';
import { forbidden } from '#lib/errors.ts';
import { parseDay } from '#lib/format/dates.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { auditEntry, auditWords } from '#lib/server/audit/tables.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';

/** What the address of the audit log may say. `actor` is a person's id; days are typed as 24.11.2026. */
export const auditShape: ListShape = {
	filters: ['actor', 'action', 'noun', 'record', 'from', 'until'],
	sorts: ['newest'],
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
		actor: (values) => {
			const ids = values.filter((value) => UUID.test(value));
			return ids.length > 0 ? inArray(auditEntry.actorId, ids) : sql`false`;
		},
		action: byAction,
		noun: (values) => inArray(auditEntry.noun, values),
		record: (values) => inArray(auditEntry.recordId, values),
		from: ([day = '']) => dayBound(day, (start) => gte(auditEntry.at, start)),
		until: ([day = '']) => dayBound(day, (start) => lt(auditEntry.at, nextDay(start)))
	},
	search: (text) => sql`${auditWords} @@ websearch_to_tsquery('simple', ${text})`,
	sorts: {
		newest: {
			keys: [{ expr: sql`${auditEntry.seq}`, type: 'bigint' }],
			desc: true
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

function dayBound(text: string, condition: (start: Date) => SQL): SQL | undefined {
	const day = parseDay(text);
	return day ? condition(startOf(day)) : undefined;
}

const startOf = (day: string) =>
	new Date(Temporal.PlainDate.from(day).toZonedDateTime('Europe/Tallinn').epochMilliseconds);

const nextDay = (start: Date) =>
	new Date(
		Temporal.Instant.fromEpochMilliseconds(start.getTime())
			.toZonedDateTimeISO('Europe/Tallinn')
			.add({ days: 1 }).epochMilliseconds
	);
