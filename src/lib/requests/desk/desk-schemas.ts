import * as v from 'valibot';

const number = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'errors_invalid'), v.transform(Number));
const revision = v.optional(number);
const text = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(20_000, 'errors_text_long')), '');
/** Asked for before the first of many is touched, so that nothing typed is lost. */
const needed = v.pipe(
	v.string(),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.maxLength(20_000, 'errors_text_long')
);
const person = v.pipe(
	v.string(),
	v.transform((value) => (value === '' || value === 'none' ? null : value)),
	v.nullable(v.pipe(v.string(), v.uuid('errors_choose')))
);
const oneOrMore = v.pipe(
	v.optional(
		v.union([
			v.array(number),
			v.pipe(
				number,
				v.transform((one) => [one])
			)
		]),
		[]
	),
	v.minLength(1, 'queue_nothing_ticked')
);
/** Days are typed as 24.11.2026; native pickers send 2026-11-24. */
const day = v.pipe(
	v.string(),
	v.transform((value) => {
		const typed = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value.trim());
		return typed
			? `${typed[3]}-${typed[2]?.padStart(2, '0')}-${typed[1]?.padStart(2, '0')}`
			: value.trim();
	}),
	v.isoDate('errors_date')
);

const one = { number, revision };

/** The forms of the desk: what each act of the panel and the bulk bar sends. */
export const deskSchemas = {
	step: v.object(one),
	assign: v.object({ ...one, assignee: person }),
	note: v.object({ ...one, note: text }),
	fulfil: v.object({ ...one, note: text, noAct: text }),
	question: v.object({ ...one, question: text }),
	reason: v.object({ ...one, reason: text }),
	team: v.object({ ...one, team: v.string(), note: text }),
	service: v.object({ ...one, service: v.string() }),
	promise: v.object({ ...one, day, why: text }),
	task: v.object({
		...one,
		task: v.string(),
		item: v.optional(v.string(), ''),
		email: v.optional(v.pipe(v.string(), v.maxLength(200, 'errors_text_long')), ''),
		despite: v.optional(v.pipe(v.string(), v.maxLength(2000, 'errors_text_long')), '')
	}),
	point: v.object({
		...one,
		task: v.string(),
		index: number,
		done: v.optional(v.picklist(['0', '1']), '0')
	}),
	owner: v.object({ ...one, task: v.string(), owner: person }),
	other: v.object({ ...one, other: v.pipe(v.string(), v.trim()) }),
	comment: v.object({
		number,
		body: text,
		to: v.optional(v.picklist(['requester', 'desk']), 'desk')
	}),
	many: v.object({ ids: oneOrMore }),
	assignMany: v.object({ ids: oneOrMore, assignee: person }),
	statusMany: v.object({
		ids: oneOrMore,
		status: v.picklist(['vendor', 'resume', 'fulfil'], 'errors_choose')
	}),
	promiseMany: v.object({ ids: oneOrMore, day, why: needed }),
	commentMany: v.object({
		ids: oneOrMore,
		body: needed,
		to: v.optional(v.picklist(['requester', 'desk']), 'desk')
	}),
	view: v.object({
		name: v.pipe(
			v.string(),
			v.trim(),
			v.nonEmpty('errors_required'),
			v.maxLength(80, 'errors_text_long')
		),
		query: v.pipe(v.string(), v.maxLength(2000)),
		shared: v.optional(v.string())
	}),
	viewId: v.object({ view: v.pipe(v.string(), v.uuid()) })
};
