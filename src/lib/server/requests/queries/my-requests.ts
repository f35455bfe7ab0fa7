import { and, eq, inArray, ne, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { myListShape, requestTabs, type RequestTab } from '#lib/requests/my-list-shape.ts';
import { parseNumber } from '#lib/requests/request-number.ts';
import type { RequestRowView } from '#lib/requests/request-row.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readyQuery } from '#lib/server/db/ready-query.ts';
import {
	cursorColumn,
	listPage,
	PAGE_SIZE,
	pageOf,
	type ListPage,
	type ListSort,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { person } from '#lib/server/people/tables.ts';
import { searchMatches } from '#lib/server/requests/search-vector.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import type { Jsonised } from './json-moments.ts';
import {
	beneficiary,
	isClosedRow,
	isOpenRow,
	readRows,
	requester,
	rowColumns,
	rowsAsJson,
	rowView,
	type FoundRow as ListRow
} from './request-rows.ts';

type Section = { rows: RequestRowView[]; next?: string; previous?: string };

/** The employee's list: what is open, those that wait for the reader first, then what has ended. */
export type MyRequests = {
	tab: RequestTab;
	/** The tabs this person has; only one means that no tabs are shown. */
	tabs: RequestTab[];
	open: Section;
	closed: Section;
};

/** The tabs a person has: own requests always, "my people" for managers, "my unit" for representatives. */
export function tabsOf(actor: Actor): RequestTab[] {
	return requestTabs.filter(
		(tab) =>
			tab === 'mine' ||
			(tab === 'people' && actor.isManager) ||
			(tab === 'unit' && actor.representsUnitIds.length > 0)
	);
}

/**
 * One page of a person's requests: 40 rows by keyset. Unfiltered it is all that is open (in the reader's hands first,
 * then by promised day) and the latest of what has ended; `state` shows one of the two alone, page by page. Words (or a
 * number) narrow both. One query for the page as it opens, two at once for any other. Everybody, each their own scope; an unknown tab is the own one.
 */
export async function listMyRequests(
	db: Db,
	actor: Actor,
	state: ListState,
	now: Date
): Promise<MyRequests> {
	const tabs = tabsOf(actor);
	const tab = tabs.find((one) => one === state.filters.tab?.[0]) ?? 'mine';
	const wanted = state.filters.state?.[0];
	if (opensPlain(state, tab)) {
		const [found] = await findFirst(db, { me: actor.personId });
		const view = (rows: readonly Jsonised<FoundRow>[] = []) =>
			viewed(pageOf(readRows<FoundRow>(rows), PAGE_SIZE), actor, now);
		const open = view(found?.open);
		return { tab, tabs, open, closed: beside(open, view(found?.closed)) };
	}
	const place = wanted === 'open' || wanted === 'closed' ? state : { ...state, ...nowhere };
	const section = async (part: 'open' | 'closed'): Promise<Section> => {
		if (wanted && wanted !== part && wanted !== 'all') return { rows: [] };
		const page = await listPage(db, mySpec(actor, tab, part), { actor, now }, place);
		return viewed(page, actor, now);
	};
	const [open, closed] = await Promise.all([section('open'), section('closed')]);
	return { tab, tabs, open, closed: beside(open, closed) };
}

function viewed(page: ListPage<FoundRow>, actor: Actor, now: Date): Section {
	return { ...page, rows: page.rows.map((row) => rowView(row, { actor, now })) };
}

/** The own requests as the page opens: nothing asked for but their tab. */
const opensPlain = ({ search, sort, filters, after, before }: ListState, tab: RequestTab) =>
	tab === 'mine' &&
	!search &&
	sort === myListShape.defaultSort &&
	after === undefined &&
	before === undefined &&
	Object.keys(filters).every((key) => key === 'tab');

const nowhere = { after: undefined, before: undefined };

/** Beside open ones only so many ended ones are shown that the page stays one page. */
function beside(open: Section, closed: Section): Section {
	const room = Math.max(PAGE_SIZE - open.rows.length, open.rows.length > 0 ? 5 : 0);
	if (closed.rows.length <= room) return closed;
	return { rows: closed.rows.slice(0, room), next: 'more' };
}

type FoundRow = ListRow & { cursor: string };

const turnFirst = sql`(case when ${serviceRequest.holder} = 'requester' then 0 else 1 end)`;

const byTurn: ListSort = {
	keys: [
		{ expr: turnFirst, type: 'integer' },
		{ expr: sql`${serviceRequest.promisedAt}`, type: 'timestamptz' },
		{ expr: sql`${serviceRequest.number}`, type: 'integer' }
	]
};

const byNumber: ListSort = {
	keys: [{ expr: sql`${serviceRequest.number}`, type: 'integer' }]
};

/**
 * The first rows of one part of a person's own requests as one JSON value, in the order of `listMyRequests`, for a
 * query that reads more than them. `me` is the placeholder of whose they are.
 */
export function ownRows(me: Placeholder, part: 'open' | 'closed', limit: number): SQL {
	const { keys } = part === 'open' ? byTurn : byNumber;
	const query = {
		where: part === 'open' ? isOpenRow : isClosedRow,
		orderBy: keys.map(({ expr }) => (part === 'open' ? sql`${expr} asc` : sql`${expr} desc`)),
		limit
	};
	const extra = sql`${cursorColumn(keys)} as "cursor"`;
	return rowsAsJson({ ...query, where: ownIds(me, query), extra });
}

const findFirst = readyQuery<{
	open: Jsonised<FoundRow>[];
	closed: Jsonised<FoundRow>[];
}>(() => {
	const me = sql.placeholder('me');
	return sql`select ${ownRows(me, 'open', PAGE_SIZE + 1)} as open,
		${ownRows(me, 'closed', PAGE_SIZE + 1)} as closed`;
});

function mySpec(actor: Actor, tab: RequestTab, part: 'open' | 'closed'): ListSpec<FoundRow> {
	const isPart = part === 'open' ? isOpenRow : isClosedRow;
	return {
		// What has ended begins with the latest.
		shape: part === 'open' ? myListShape : { ...myListShape, falling: ['turn'] },
		scope: () => and(isPart, scopeOf(actor, tab)),
		filters: {
			whom: ([value]) =>
				value === 'others'
					? and(
							eq(serviceRequest.requesterId, actor.personId),
							ne(serviceRequest.beneficiaryId, actor.personId)
						)
					: undefined
		},
		search: (text) => {
			const number = parseNumber(text);
			return number
				? eq(serviceRequest.number, number)
				: searchMatches(serviceRequest.search, text);
		},
		sorts: { turn: part === 'open' ? byTurn : byNumber },
		rows: (db, query) =>
			findRows(db as Db, tab === 'mine' ? ownIds(actor.personId, query) : query.where, query)
	};
}

function scopeOf(actor: Actor, tab: RequestTab): SQL | undefined {
	if (tab === 'unit') return inArray(serviceRequest.unitId, actor.representsUnitIds);
	if (tab === 'people') {
		return sql`${serviceRequest.beneficiaryId} in (
			select ${person.id} from ${person} where ${person.managerId} = ${actor.personId})`;
	}
	return undefined;
}

/** Asked by me or for me: two index walks side by side, because an `or` would read and sort them all. */
function ownIds(me: string | Placeholder, query: Omit<PageQuery, 'cursor'>): SQL {
	const walk = (whose: SQL) => sql`(select ${serviceRequest.id} from ${serviceRequest}
		where ${and(query.where, whose)} order by ${sql.join(query.orderBy, sql`, `)} limit ${query.limit})`;
	const asked = walk(sql`${serviceRequest.requesterId} = ${me}`);
	const forMe = walk(
		sql`${serviceRequest.beneficiaryId} = ${me} and ${serviceRequest.requesterId} <> ${me}`
	);
	return sql`${serviceRequest.id} in (${asked} union all ${forMe})`;
}

function findRows(db: Db, where: SQL | undefined, query: PageQuery): Promise<FoundRow[]> {
	return db
		.select({ ...rowColumns, cursor: query.cursor })
		.from(serviceRequest)
		.innerJoin(beneficiary, eq(beneficiary.id, serviceRequest.beneficiaryId))
		.innerJoin(requester, eq(requester.id, serviceRequest.requesterId))
		.where(where)
		.orderBy(...query.orderBy)
		.limit(query.limit);
}
