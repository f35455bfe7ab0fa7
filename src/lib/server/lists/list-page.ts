import { and, sql, type SQL } from 'drizzle-orm';
import { runsDown, type ListShape, type ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { readCursor, writeCursor, type KeyType } from './cursor.ts';

/** One value a list is ordered by. Never null: wrap in `coalesce`. `type` is the SQL type it compares as. */
export type SortKey = {
	expr: SQL;
	type: KeyType;
};

/**
 * An order: the last key is unique. All keys run the same way, so that one index row comparison finds the page; which
 * way, the list's shape says.
 */
export type ListSort = { keys: readonly SortKey[] };

/** What filters may know besides their values. */
export type ListContext = { actor: Actor; now: Date };

/** The parts of a page's query; `rows` puts them into its select. */
export type PageQuery = {
	where: SQL | undefined;
	orderBy: SQL[];
	limit: number;
	cursor: SQL<string>;
};

/**
 * A declared list. Queues, registers and overviews are declarations of this: who may see which rows
 * (`scope`, in the query), what can be filtered, searched and sorted, and the select itself.
 */
export type ListSpec<Row extends { cursor: string }> = {
	shape: ListShape;
	/** Rows this person may see; undefined means all. Deny by default is the route's and command's first line. */
	scope: (context: ListContext) => SQL | undefined;
	filters: Record<string, (values: string[], context: ListContext) => SQL | undefined>;
	search?: (text: string) => SQL | undefined;
	sorts: Record<string, ListSort>;
	rows: (db: DbOrTx, query: PageQuery) => Promise<Row[]>;
	/** Counts rows up to a limit; left out where the count would cost more than it tells. */
	count?: (db: DbOrTx, where: SQL | undefined, upTo: number) => Promise<number>;
};

export type ListPage<Row> = {
	rows: Row[];
	/** Positions for the address; undefined at either end. */
	next?: string;
	previous?: string;
	/** How many there are, counted up to COUNT_UP_TO; undefined when not counted. */
	count?: number;
};

export const PAGE_SIZE = 40;
/** Above this a list says "more than": nobody reads an exact five-digit count. */
export const COUNT_UP_TO = 999;

/** One page of a declared list by keyset: never an offset, at most two queries side by side. */
export async function listPage<Row extends { cursor: string }>(
	db: DbOrTx,
	spec: ListSpec<Row>,
	context: ListContext,
	state: ListState,
	options: { size?: number; count?: boolean } = {}
): Promise<ListPage<Row>> {
	const size = options.size ?? PAGE_SIZE;
	const { sort, descending } = chosenSort(spec, state);
	const where = listWhere(spec, context, state);
	const backwards = state.before !== undefined && state.after === undefined;
	const position = readCursor(
		state.after ?? state.before,
		sort.keys.map(({ type }) => type)
	);
	const isDown = descending !== backwards;
	const [found, count] = await Promise.all([
		spec.rows(db, {
			where: and(where, position && keysetWhere(sort.keys, position, isDown)),
			orderBy: sort.keys.map(({ expr }) => (isDown ? sql`${expr} desc` : sql`${expr} asc`)),
			limit: size + 1,
			cursor: cursorColumn(sort.keys)
		}),
		options.count !== false && spec.count
			? spec.count(db, where, COUNT_UP_TO + 1)
			: Promise.resolve(undefined)
	]);
	const page = pageOf(found, size, { backwards, inside: position !== undefined });
	return count === undefined ? page : { ...page, count };
}

/**
 * The page that so many found rows are: one more than `size` says that there are others. `inside` means that rows lie
 * before the first one.
 */
export function pageOf<Row extends { cursor: string }>(
	found: readonly Row[],
	size: number,
	{ backwards, inside } = { backwards: false, inside: false }
): ListPage<Row> {
	const more = found.length > size;
	const rows = found.slice(0, size);
	if (backwards) rows.reverse();
	const hasNext = backwards ? inside : more;
	const hasPrevious = backwards ? more : inside;
	const first = rows[0];
	const last = rows.at(-1);
	return {
		rows,
		...(hasNext && last ? { next: writeCursor(last.cursor) } : {}),
		...(hasPrevious && first ? { previous: writeCursor(first.cursor) } : {})
	};
}

/** Every row of the filtered list in its order, fetched in keyset batches: for exports and bulk acts. */
export async function* listAll<Row extends { cursor: string }>(
	db: DbOrTx,
	spec: ListSpec<Row>,
	context: ListContext,
	state: ListState,
	batch = 500
): AsyncGenerator<Row> {
	let after: string | undefined;
	do {
		const from: ListState = { ...state, before: undefined, after };
		const page = await listPage(db, spec, context, from, { size: batch, count: false });
		yield* page.rows;
		after = page.next;
	} while (after);
}

/** The condition a state means for this person: scope, filters and search together. */
export function listWhere<Row extends { cursor: string }>(
	spec: ListSpec<Row>,
	context: ListContext,
	state: ListState
): SQL | undefined {
	const filters = Object.entries(state.filters).map(([key, values]) =>
		spec.filters[key]?.(values, context)
	);
	const search = state.search ? spec.search?.(state.search) : undefined;
	return and(spec.scope(context), ...filters, search);
}

function chosenSort<Row extends { cursor: string }>(spec: ListSpec<Row>, state: ListState) {
	const chosen = spec.sorts[state.sort.replace(/^-/, '')] ? state.sort : spec.shape.defaultSort;
	const sort = spec.sorts[chosen.replace(/^-/, '')];
	if (!sort) throw new Error(`A list has no sort ${spec.shape.defaultSort}`);
	return { sort, descending: runsDown(spec.shape, chosen) };
}

function keysetWhere(keys: readonly SortKey[], position: string[], descending: boolean): SQL {
	const left = sql.join(
		keys.map(({ expr }) => expr),
		sql`, `
	);
	const right = sql.join(
		keys.map(({ type }, n) => sql`${position[n]}::${sql.raw(type)}`),
		sql`, `
	);
	return descending ? sql`(${left}) < (${right})` : sql`(${left}) > (${right})`;
}

/** The position of a row, as one column. */
export function cursorColumn(keys: readonly SortKey[]): SQL<string> {
	const values = sql.join(
		keys.map(({ expr }) => sql`(${expr})::text`),
		sql`, `
	);
	return sql<string>`json_build_array(${values})::text`;
}
