/**
 * A list as its address says it: filters, search words, order and place. A view can be sent to a colleague
 * because nothing about it lives anywhere else.
 */
export type ListState = {
	/** Chosen values by filter key; a filter without values is absent. */
	filters: Record<string, string[]>;
	search: string;
	/** Key of the sort, with a minus for the other way round. */
	sort: string;
	/** Keyset position: rows after (or before) the row it was made from. */
	after?: string;
	before?: string;
	/** Id or number of the row shown in the side panel. */
	open?: string;
};

/** What a list lets the address say: everything else in the address is ignored. */
export type ListShape = {
	filters: readonly string[];
	sorts: readonly string[];
	/** Sorts that begin with the latest or the largest. */
	falling?: readonly string[];
	defaultSort: string;
};

const LONGEST_VALUE = 200;
const MOST_VALUES = 50;

/** Does a list in this order begin with the latest or the largest? A minus turns a sort round. */
export function runsDown(shape: ListShape, sort: string): boolean {
	const falls = shape.falling?.includes(sort.replace(/^-/, '')) ?? false;
	return falls !== sort.startsWith('-');
}

/** Reads an address. What the shape does not know, or is absurdly long, is left out. */
export function parseListState(shape: ListShape, params: URLSearchParams): ListState {
	const filters: Record<string, string[]> = {};
	for (const key of shape.filters) {
		const values = [...params.getAll(key), ...daySpan(params, key)]
			.flatMap((value) => value.split(','))
			.filter((value) => value !== '' && value.length <= LONGEST_VALUE);
		if (values.length > 0) filters[key] = [...new Set(values)].slice(0, MOST_VALUES);
	}
	const sort = params.get('sort') ?? '';
	const known = shape.sorts.includes(sort.replace(/^-/, ''));
	return {
		filters,
		search: (params.get('q') ?? '').trim().slice(0, LONGEST_VALUE),
		sort: known ? sort : shape.defaultSort,
		...optional('after', params.get('after')),
		...optional('before', params.get('before')),
		...optional('open', params.get('open'))
	};
}

/** Two day fields `<key>.from` and `<key>.until` of a filter form mean one value `2026-11-01..2026-11-30`. */
function daySpan(params: URLSearchParams, key: string): string[] {
	const from = params.get(`${key}.from`) ?? '';
	const until = params.get(`${key}.until`) ?? '';
	return from || until ? [`${from}..${until}`] : [];
}

const optional = (key: 'after' | 'before' | 'open', value: string | null) =>
	value && value.length <= 1000 ? { [key]: value } : {};

/** The query string of a state, always in the same order, without what is the default. */
export function listQuery(shape: ListShape, state: ListState): string {
	const params = new URLSearchParams();
	for (const key of shape.filters) {
		const values = state.filters[key];
		if (values?.length) params.set(key, values.join(','));
	}
	if (state.search) params.set('q', state.search);
	if (state.sort !== shape.defaultSort) params.set('sort', state.sort);
	for (const key of ['after', 'before', 'open'] as const) {
		const value = state[key];
		if (value) params.set(key, value);
	}
	const query = params.toString();
	return query ? `?${query}` : '?';
}

/** The address after a change. Anything but opening a row starts again from the first page. */
export function changedList(
	shape: ListShape,
	state: ListState,
	change: Partial<ListState>
): string {
	const onlyOpens = Object.keys(change).every((key) => key === 'open');
	const place = onlyOpens ? {} : { after: undefined, before: undefined };
	return listQuery(shape, { ...state, ...place, ...change });
}

/** The address with a filter set to these values; none removes it. */
export function filteredList(
	shape: ListShape,
	state: ListState,
	key: string,
	values: string[]
): string {
	const filters = { ...state.filters };
	if (values.length > 0) filters[key] = values;
	else delete filters[key];
	return changedList(shape, state, { filters, open: undefined });
}
