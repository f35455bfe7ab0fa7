import { and, eq, gte, inArray, isNull, lt, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { timeZone } from '#lib/format/moments.ts';
import { roleScope, type Actor } from '#lib/people/actor.ts';
import { DESK_STATUSES } from '#lib/requests/statuses.ts';
import type { ListContext } from '#lib/server/lists/list-page.ts';
import { serviceRequest } from '../tables.ts';
import { isOpenRow } from './request-rows.ts';

export const QUEUE_VIEWS = [
	'open',
	'mine',
	'unassigned',
	'approval',
	'requester',
	'vendor',
	'today',
	'overdue',
	'all'
] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** Is this the name of a standing view? */
export const isView = (name: string | undefined): name is QueueView =>
	(QUEUE_VIEWS as readonly (string | undefined)[]).includes(name);

/** Counts are made anew when a request changes; this is for what becomes late by itself. */
export const COUNTS_KEPT_MS = 10_000;

/** Spelled out for the planner, as the partial indexes are. */
const atDesk = sql.raw(
	`"service_request"."status" in (${DESK_STATUSES.map((status) => `'${status}'`).join(', ')})`
);

/** What the standing views are about: values of one asking, or placeholders of a query that is put together once. */
export type ViewValues<Text = string | Placeholder, Moment = Date | Placeholder> = {
	me: Text;
	now: Moment;
	tomorrow: Moment;
};

/** What each standing view shows. */
export const VIEWS: Record<QueueView, (values: ViewValues) => SQL | undefined> = {
	open: () => isOpenRow,
	mine: ({ me }) => and(eq(serviceRequest.assigneeId, me), atDesk),
	unassigned: () => and(isNull(serviceRequest.assigneeId), atDesk),
	approval: () => eq(serviceRequest.status, sql.raw(`'awaiting_approval'`)),
	requester: () => sql`${serviceRequest.status} in ('waiting_requester', 'returned', 'fulfilled')`,
	vendor: () => eq(serviceRequest.status, sql.raw(`'waiting_vendor'`)),
	today: ({ now, tomorrow }) =>
		and(atDesk, gte(serviceRequest.promisedAt, now), lt(serviceRequest.promisedAt, tomorrow)),
	overdue: ({ now }) =>
		and(atDesk, isNull(serviceRequest.pausedSince), lt(serviceRequest.promisedAt, now)),
	all: () => undefined
};

/** What the views are about, for this asking. */
export const viewValues = ({ actor, now }: ListContext): ViewValues<string, Date> => ({
	me: actor.personId,
	now,
	tomorrow: endOfDay(now)
});

function endOfDay(now: Date): Date {
	return new Date(
		Temporal.Instant.fromEpochMilliseconds(now.getTime())
			.toZonedDateTimeISO(timeZone)
			.startOfDay()
			.add({ days: 1 }).epochMilliseconds
	);
}

/** Requests in the units that the person's role reaches; auditors read in theirs. */
export function queueScope(actor: Actor): SQL | undefined {
	if (actor.isSystem) return undefined;
	const scopes = (['agent', 'admin', 'auditor'] as const).map((role) => roleScope(actor, role));
	if (scopes.includes(null)) return undefined;
	const units = [...new Set(scopes.flatMap((scope) => scope ?? []))];
	return units.length > 0 ? inArray(serviceRequest.unitId, units) : sql`false`;
}
