import * as v from 'valibot';
import { isId } from '#lib/ids.ts';
import { inThree } from '#lib/systems/form-fields.ts';

const line = v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(200, 'errors_text_long'));
const needed = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.maxLength(200, 'errors_text_long')
);
const list = v.optional(v.pipe(v.array(v.string()), v.maxLength(100)), []);

/** Words of the form whose modules and their places come as two lists of the same length. */
export const pathSchema = v.pipe(
	v.object({
		seen: v.optional(v.pipe(v.string(), v.maxLength(64))),
		slug: v.config(
			v.pipe(
				v.optional(v.string(), ''),
				v.trim(),
				v.toLowerCase(),
				v.nonEmpty('errors_required'),
				v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'courses_path_error_slug_shape'),
				v.maxLength(60, 'errors_text_long')
			),
			{ abortPipeEarly: true }
		),
		titleEt: needed,
		titleRu: needed,
		titleEn: line,
		summaryEt: needed,
		summaryRu: needed,
		summaryEn: line,
		strict: v.optional(v.string()),
		active: v.optional(v.string()),
		moduleId: list,
		order: list
	}),
	v.transform((form) => ({
		seen: form.seen,
		slug: form.slug,
		title: inThree(form.titleEt, form.titleRu, form.titleEn),
		summary: inThree(form.summaryEt, form.summaryRu, form.summaryEn),
		strict: form.strict !== undefined,
		active: form.active !== undefined,
		moduleIds: inOrder(stepRows(form))
			.map(({ moduleId }) => moduleId)
			.filter(isId)
	}))
);

/** A row of the form: which module, and the number somebody gave it. */
export type StepRow = { moduleId: string; order: string };

type Sent = Record<string, string | string[]> | { moduleId: string[]; order: string[] };

/** The rows as they were sent. */
export function stepRows(values: Sent): StepRow[] {
	const moduleIds = listOf(values.moduleId);
	const orders = listOf(values.order);
	return moduleIds.map((moduleId, n) => ({ moduleId, order: orders[n] ?? '' }));
}

/** The rows by their numbers; rows with the same number, or none, stay as they stood. */
export function inOrder(rows: readonly StepRow[]): StepRow[] {
	const place = ({ order }: StepRow, n: number) =>
		/^\d+$/.test(order.trim()) ? Number(order) : n + 1;
	return rows
		.map((row, n) => ({ row, at: place(row, n), n }))
		.sort((a, b) => a.at - b.at || a.n - b.n)
		.map(({ row }) => row);
}

/**
 * What a button of the form does to its rows: `up:2`, `down:2`, `remove:2` (by index), `add`. Rows are put into their
 * order first and numbered anew, so that buttons and numbers never argue.
 */
export function arrange(rows: readonly StepRow[], act: string): StepRow[] {
	const next = inOrder(rows);
	const [what, index] = act.split(':');
	const moved = rows[Number(index)];
	const at = moved ? next.indexOf(moved) : -1;
	const swap = (other: number) => {
		const [a, b] = [next[at], next[other]];
		if (a && b) [next[at], next[other]] = [b, a];
	};
	if (what === 'up') swap(at - 1);
	if (what === 'down') swap(at + 1);
	if (what === 'remove' && at >= 0) next.splice(at, 1);
	if (what === 'add') next.push({ moduleId: '', order: '' });
	return next.map(({ moduleId }, n) => ({ moduleId, order: String(n + 1) }));
}

const listOf = (value: string | string[] | undefined): string[] =>
	value === undefined ? [] : Array.isArray(value) ? value : [value];
