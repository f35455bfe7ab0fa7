import { formatDayNumeric } from '#lib/format/dates.ts';
import { listQuery, type ListShape, type ListState } from './list-state.ts';

/** A column as the screen shows it; texts are already in the reader's language. */
export type ColumnView = { key: string; label: string; sort?: string; class?: string };

/** A filter as the screen offers it. `date` is a span of days `2026-11-01..2026-11-30`. */
export type FilterView = {
	key: string;
	label: string;
	kind: 'choice' | 'date' | 'flag';
	options?: { value: string; label: string }[];
};

/** All a list screen needs: one page of rows and how it came to be. */
export type ListView<Row> = {
	shape: ListShape;
	state: ListState;
	columns: ColumnView[];
	filters: FilterView[];
	rows: Row[];
	next?: string;
	previous?: string;
	count?: number;
	/**
	 * Set where the form of filters comes only when asked for: whether it was. Until then the page has just the chosen
	 * options, since all units and services of a town are a good part of it. See `chosenOptions`.
	 */
	choosing?: boolean;
};

/** What the address says when the form of filters is asked for. */
export const CHOOSING = 'choose';

/** The address of the same list with the form of filters open. */
export function choosingAddress(shape: ListShape, state: ListState): string {
	const query = listQuery(shape, state);
	return `${query}${query === '?' ? '' : '&'}${CHOOSING}=1`;
}

/** The filters with no more options than the words of the chosen ones need. */
export function chosenOptions(filters: readonly FilterView[], state: ListState): FilterView[] {
	return filters.map(({ options, ...filter }) => {
		const chosen = state.filters[filter.key];
		if (!options || !chosen) return filter;
		return { ...filter, options: options.filter(({ value }) => chosen.includes(value)) };
	});
}

/** The words of a chosen filter: labels of its values, or the span of days. */
export function filterWords(filter: FilterView, values: string[]): string {
	if (filter.kind === 'flag') return '';
	if (filter.kind === 'date') {
		const [from, until] = daysOf(values);
		const day = (text: string) => (text ? formatDayNumeric(text) : '');
		return from === until ? day(from) : `${day(from)}\u2013${day(until)}`;
	}
	const words = values.map(
		(value) => filter.options?.find((option) => option.value === value)?.label.trim() ?? value
	);
	return words.join(', ');
}

/** First and last day of a span as the address keeps it; an open end is empty. */
export function daysOf(values: readonly string[]): [from: string, until: string] {
	const [from = '', until = ''] = (values[0] ?? '').split('..');
	return [from, until];
}
