import { and, count, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { isoDay } from '#lib/format/moments.ts';
import { localize, type LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { ListShape, ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { REQUEST_STATUSES, type RequestStatus } from '#lib/requests/statuses.ts';
import { parseNumber } from '#lib/requests/request-number.ts';
import type { QueueRow } from '#lib/requests/desk/queue-row.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import {
	listPage,
	type ListContext,
	type ListPage,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { searchMatches } from '../search-vector.ts';
import { queueTurn, serviceRequest } from '../tables.ts';
import type { Jsonised } from './json-moments.ts';
import {
	COUNTS_KEPT_MS,
	isView,
	queueScope,
	VIEWS,
	viewValues,
	type QueueView
} from './queue-views.ts';
import {
	beneficiary,
	namedColumns,
	readRows,
	rowColumns,
	type FoundRow as ListRow
} from './request-rows.ts';
import { standingOf } from './standing-of.ts';

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
