import type { ListShape, ListState } from './list-state.ts';

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
};

/** The words of a chosen filter: labels of its values, or the span of days as typed. */
export function filterWords(filter: FilterView, values: string[]): string {
	const words = values.map(
		(value) => filter.options?.find((option) => option.value === value)?.label ?? value
	);
	return words.join(', ');
}

/** Puts two day fields of a filter form into the one value that the address keeps. */
export function daySpan(from: string, until: string): string | undefined {
	return from || until ? `${from}..${until}` : undefined;
}
