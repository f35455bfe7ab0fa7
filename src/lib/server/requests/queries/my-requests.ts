import { and, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { myListShape, requestTabs, type RequestTab } from '#lib/requests/my-list-shape.ts';
import { parseNumber } from '#lib/requests/request-number.ts';
import type { RequestRowView } from '#lib/requests/request-row.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listPage, PAGE_SIZE, type ListSpec, type PageQuery } from '#lib/server/lists/list-page.ts';
import { person } from '#lib/server/people/tables.ts';
import { searchMatches } from '#lib/server/requests/search-vector.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import {
	beneficiary,
	isClosedRow,
	isOpenRow,
	requester,
	rowColumns,
	rowView
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
 * number) narrow both. Two queries at once. Everybody, each their own scope; an unknown tab is the own one.
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
	const place = wanted === 'open' || wanted === 'closed' ? state : { ...state, ...nowhere };
	const section = async (part: 'open' | 'closed'): Promise<Section> => {
		if (wanted && wanted !== part && wanted !== 'all') return { rows: [] };
		const page = await listPage(db, mySpec(actor, tab, part), { actor, now }, place);
		return { ...page, rows: page.rows.map((row) => rowView(row, { actor, now })) };
	};
	const [open, closed] = await Promise.all([section('open'), section('closed')]);
	return { tab, tabs, open, closed: beside(open, closed) };
}

const nowhere = { after: undefined, before: undefined };

/** Beside open ones only so many ended ones are shown that the page stays one page. */
function beside(open: Section, closed: Section): Section {
	const room = Math.max(PAGE_SIZE - open.rows.length, open.rows.length > 0 ? 5 : 0);
	if (closed.rows.length <= room) return closed;
	return { rows: closed.rows.slice(0, room), next: 'more' };
}

/** The own open requests as `listMyRequests` orders them, for the first page of a person's portal. */
export function openSpec(actor: Actor) {
	return mySpec(actor, 'mine', 'open');
}

type FoundRow = Parameters<typeof rowView>[0] & { cursor: string };

const turnFirst = sql`(case when ${serviceRequest.holder} = 'requester' then 0 else 1 end)`;

function mySpec(actor: Actor, tab: RequestTab, part: 'open' | 'closed'): ListSpec<FoundRow> {
	const isPart = part === 'open' ? isOpenRow : isClosedRow;
	const byTurn = {
		keys: [
			{ expr: turnFirst, type: 'integer' as const },
			{ expr: sql`${serviceRequest.promisedAt}`, type: 'timestamptz' as const },
			{ expr: sql`${serviceRequest.number}`, type: 'integer' as const }
		]
	};
	const byNumber = {
		keys: [{ expr: sql`${serviceRequest.number}`, type: 'integer' as const }],
		desc: true
	};
	return {
		shape: myListShape,
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
		sorts: part === 'open' ? { turn: byTurn } : { turn: byNumber },
		rows: (db, query) =>
			findRows(db as Db, tab === 'mine' ? ownIds(actor, query) : query.where, query)
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
function ownIds(actor: Actor, query: PageQuery): SQL {
	const walk = (whose: SQL) => sql`(select ${serviceRequest.id} from ${serviceRequest}
		where ${and(query.where, whose)} order by ${sql.join(query.orderBy, sql`, `)} limit ${query.limit})`;
	const me = actor.personId;
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
