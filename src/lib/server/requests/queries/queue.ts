import {
	and,
	count,
	eq,
	gte,
	inArray,
	isNull,
	lt,
	ne,
	or,
	sql,
	type Placeholder,
	type SQL
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { isoDay, timeZone } from '#lib/format/moments.ts';
import { localize, type LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { ListShape, ListState } from '#lib/lists/list-state.ts';
import { roleScope, type Actor } from '#lib/people/actor.ts';
import { DESK_STATUSES, REQUEST_STATUSES, type RequestStatus } from '#lib/requests/statuses.ts';
import { parseNumber } from '#lib/requests/request-number.ts';
import type { QueueRow } from '#lib/requests/desk/queue-row.ts';
import type { Db, DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { readyQuery } from '#lib/server/db/ready-query.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import {
	listPage,
	type ListContext,
	type ListPage,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { savedViewsAsJson, type SavedView } from '#lib/server/lists/saved-views.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { searchMatches } from '../search-vector.ts';
import { queueTurn, serviceRequest, team } from '../tables.ts';
import type { Jsonised } from './json-moments.ts';
import {
	beneficiary,
	isOpenRow,
	namedColumns,
	readRows,
	rowColumns,
	type FoundRow as ListRow
} from './request-rows.ts';
import { standingOf } from './standing-of.ts';

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

export const queueShape: ListShape = {
	filters: ['view', 'status', 'assignee', 'team', 'unit', 'service', 'kind', 'submitted'],
	sorts: ['promised', 'number'],
	falling: ['number'],
	defaultSort: 'promised'
};

type FoundRow = ListRow & {
	unitName: LocalizedText;
	kind: 'request' | 'fault';
	assigneeId: string | null;
	submittedAt: Date;
	cursor: string;
};

const beneficiaryUnit = alias(unit, 'beneficiary_unit');

/** Spelled out for the planner, as the partial indexes are. */
const atDesk = sql.raw(
	`"service_request"."status" in (${DESK_STATUSES.map((status) => `'${status}'`).join(', ')})`
);

/** What the standing views are about: values of one asking, or placeholders of a query that is put together once. */
type ViewValues<Text = string | Placeholder, Moment = Date | Placeholder> = {
	me: Text;
	now: Moment;
	tomorrow: Moment;
};

const VIEWS: Record<QueueView, (values: ViewValues) => SQL | undefined> = {
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

const viewValues = ({ actor, now }: ListContext): ViewValues<string, Date> => ({
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

const isStatus = (value: string): value is RequestStatus =>
	(REQUEST_STATUSES as readonly string[]).includes(value);

function assigneeIs(values: string[], { actor }: ListContext): SQL | undefined {
	const ids = values.map((value) => (value === 'me' ? actor.personId : value)).filter(isId);
	return or(
		values.includes('none') ? isNull(serviceRequest.assigneeId) : undefined,
		ids.length > 0 ? inArray(serviceRequest.assigneeId, ids) : sql`false`
	);
}

function submittedIn([span]: string[]): SQL | undefined {
	const [from, until] = (span ?? '').split('..');
	const isDay = (day: string | undefined): day is string =>
		!!day && v.is(v.pipe(v.string(), v.isoDate()), day) && !Number.isNaN(Date.parse(day));
	return and(
		isDay(from) ? sql`${serviceRequest.submittedAt} >= ${townMidnight(from)}` : undefined,
		isDay(until) ? sql`${serviceRequest.submittedAt} < ${townMidnight(until, 1)}` : undefined
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

const columns = namedColumns({
	...rowColumns,
	requesterName: beneficiary.name,
	unitName: beneficiaryUnit.name,
	kind: serviceRequest.kind,
	assigneeId: serviceRequest.assigneeId,
	submittedAt: serviceRequest.submittedAt
});

/** Written out: what the builder does to forty rows costs as much as the rest of the page's asking. */
async function selectRows(db: DbOrTx, query: PageQuery): Promise<FoundRow[]> {
	const rows = await db.execute<Jsonised<FoundRow>>(sql`
		select ${columns}, ${query.cursor} as cursor from ${serviceRequest}
		join ${person} beneficiary on ${eq(beneficiary.id, serviceRequest.beneficiaryId)}
		join ${unit} beneficiary_unit on ${eq(beneficiaryUnit.id, serviceRequest.unitId)}
		where ${query.where ?? sql`true`} order by ${sql.join(query.orderBy, sql`, `)}
		limit ${query.limit}`);
	return readRows<FoundRow>(rows).map((row) => ({
		...row,
		submittedAt: new Date(row.submittedAt)
	}));
}

const byTurn = {
	expr: queueTurn('"service_request"."status"'),
	type: 'integer' as const
};

const byPromise = { expr: sql`${serviceRequest.promisedAt}`, type: 'timestamptz' as const };

async function countRows(db: DbOrTx, where: SQL | undefined, upTo: number): Promise<number> {
	const some = db
		.select({ one: sql`1` })
		.from(serviceRequest)
		.where(where)
		.limit(upTo)
		.as('some');
	const [row] = await db.select({ n: count() }).from(some);
	return row?.n ?? 0;
}

/** The desk's queue as a declared list. Who may open it decides the route; which rows, `scope`. */
export const queueList: ListSpec<FoundRow> = {
	shape: queueShape,
	scope: ({ actor }) => queueScope(actor),
	filters: {
		view: ([name], context) => VIEWS[isView(name) ? name : 'open'](viewValues(context)),
		status: (values) => inArray(serviceRequest.status, values.filter(isStatus)),
		assignee: assigneeIs,
		team: (values) => inArray(serviceRequest.team, values),
		unit: (values) =>
			sql`${serviceRequest.unitId} in (select u.id from ${unit} u where u.ancestor_ids && ${uuidArray(values)})`,
		service: (values) => idIn(serviceRequest.serviceId, values),
		kind: (values) =>
			inArray(
				serviceRequest.kind,
				values.filter((value) => value === 'request' || value === 'fault')
			),
		submitted: submittedIn
	},
	search: (text) => {
		const number = parseNumber(text);
		return number ? eq(serviceRequest.number, number) : searchMatches(serviceRequest.search, text);
	},
	sorts: {
		// The groups of the screen follow from this order, so that each is in one piece over all pages.
		promised: { keys: [byTurn, byPromise, byNumber()] },
		number: { keys: [byNumber()] }
	},
	rows: selectRows,
	count: countRows
};

function byNumber() {
	return { expr: sql`${serviceRequest.number}`, type: 'integer' as const };
}

const uuidArray = (values: string[]) =>
	sql`array[${sql.join(
		values.filter(isId).map((id) => sql`${id}::uuid`),
		sql`, `
	)}]::uuid[]`;

const isView = (name: string | undefined): name is QueueView =>
	(QUEUE_VIEWS as readonly (string | undefined)[]).includes(name);

/** The state with the view it means: open requests, or all of them when something is searched for. */
export function withDefaultView(state: ListState): ListState {
	if (state.filters.view || state.filters.status) return state;
	const view: QueueView = state.search ? 'all' : 'open';
	return { ...state, filters: { ...state.filters, view: [view] } };
}

/** One page of the queue, with how each promise stands. */
export async function listQueue(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	now: Date
): Promise<ListPage<QueueRow>> {
	const shown = withDefaultView(state);
	const name = `requests count ${actor.personId} ${JSON.stringify([shown.filters, shown.search])}`;
	const list: typeof queueList = {
		...queueList,
		count: (on, where, upTo) => kept(on, name, () => countRows(on, where, upTo), COUNTS_KEPT_MS)
	};
	const page = await listPage(db, list, { actor, now }, shown);
	return { ...page, rows: page.rows.map((row) => queueRow(row, actor, now)) };
}

/** A found row as the desk's table shows it. */
export function queueRow(row: FoundRow, actor: Actor, now: Date): QueueRow {
	const standing = standingOf(row, now);
	return {
		id: String(row.number),
		title: row.title,
		person: row.beneficiaryName,
		unit: localize(row.unitName, actor.locale),
		status: row.status,
		holder: row.holder,
		heldByName: row.heldById === actor.personId ? null : row.heldByName,
		heldByMe: row.holder === 'agent' && row.heldById === actor.personId,
		heldSince: row.heldSince,
		promisedAt: row.promisedAt,
		standing,
		group: groupOf(row, standing.kind, now)
	};
}

function groupOf(
	{ status, promisedAt }: Pick<FoundRow, 'status' | 'promisedAt'>,
	standing: string,
	now: Date
): QueueRow['group'] {
	if (standing === 'over') return 'closed';
	if (standing === 'paused' || status === 'fulfilled') return 'paused';
	if (promisedAt < now) return 'late';
	const [today, day] = [isoDay(now), isoDay(promisedAt)];
	if (day <= today) return 'today';
	const tomorrow = isoDay(new Date(now.getTime() + 24 * 60 * 60 * 1000));
	return day === tomorrow ? 'tomorrow' : 'later';
}

const COUNTED = [
	'mine',
	'overdue',
	'today',
	'unassigned',
	'approval',
	'requester',
	'vendor',
	'open'
] as const satisfies readonly QueueView[];

/** Counts are made anew when a request changes; this is for what becomes late by itself. */
const COUNTS_KEPT_MS = 10_000;

type Counts = Partial<Record<(typeof COUNTED)[number], number>>;
/** What stands beside the queue. */
export type QueueRail = { counts: Counts; views: SavedView[] };

const rail = (values: ViewValues, scope: SQL | undefined) => {
	const counts = COUNTED.map(
		(view) => sql`${sql.raw(`'${view}'`)}, (select count(*) from (select 1 from ${serviceRequest}
			where ${and(scope, VIEWS[view](values))} limit 999) found)`
	);
	return sql`select json_build_object(${sql.join(counts, sql`, `)}) as counts,
		${savedViewsAsJson(values.me, 'requests')} as views`;
};

const railOfAll = readyQuery<QueueRail>(() =>
	rail(
		{
			me: sql.placeholder('me'),
			now: sql.placeholder('now'),
			tomorrow: sql.placeholder('tomorrow')
		},
		undefined
	)
);

/**
 * What stands beside the queue, in one query: how many requests the standing views hold for this person (more than
 * 999 stay 999), and the saved views, own and shared.
 */
export async function queueRail(db: Db, actor: Actor, now: Date): Promise<QueueRail> {
	const name = `requests rail ${actor.personId}`;
	return kept(db, name, () => readRail(db, actor, now), COUNTS_KEPT_MS);
}

async function readRail(db: Db, actor: Actor, now: Date): Promise<QueueRail> {
	const scope = queueScope(actor);
	const values = viewValues({ actor, now });
	const [row] = await (scope
		? db.execute<QueueRail>(rail(values, scope))
		: railOfAll(db, {
				me: values.me,
				now: values.now.toISOString(),
				tomorrow: values.tomorrow.toISOString()
			}));
	return row ?? { counts: {}, views: [] };
}

/** Teams a request can be with, by slug. */
export async function listTeams(db: DbOrTx) {
	return kept(db, 'teams', async () =>
		db
			.select({ slug: team.slug, name: team.name })
			.from(team)
			.where(ne(team.active, false))
			.orderBy(team.slug)
	);
}
