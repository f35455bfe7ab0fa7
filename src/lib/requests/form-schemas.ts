import * as v from 'valibot';
import { idPattern, isId } from '#lib/ids.ts';
import { decisions } from './decisions.ts';

const text = (longest: number) =>
	v.pipe(v.string(), v.trim(), v.maxLength(longest, 'errors_text_long'));
const optionalText = v.optional(text(4000), '');

const number = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'errors_invalid'), v.transform(Number));

const id = v.pipe(v.string(), v.check(isId, 'errors_invalid'));

const stageOfRequest = new RegExp(`^\\d{1,9}:${idPattern}$`);

const rating = v.pipe(v.picklist(['1', '2', '3', '4', '5'], 'errors_choose'), v.transform(Number));

const decision = v.picklist(decisions, 'errors_choose');

/** The small forms of a request's page. Whether a reason is needed is the command's rule. */
export const requestSchemas = {
	letter: v.object({ body: v.optional(text(20_000), '') }),
	confirm: v.object({ rating: v.optional(rating), comment: optionalText }),
	reason: v.object({ reason: optionalText }),
	reopen: v.object({
		reason: v.pipe(optionalText, v.nonEmpty('requests_reopen_needed'))
	}),
	decision: v.object({ stageId: id, decision, reason: optionalText }),
	decideOne: v.object({ number, stageId: id, decision, reason: optionalText }),
	decideMany: v.object({
		/** `number:stageId` of each ticked row. */
		ids: v.pipe(
			v.optional(v.array(v.pipe(v.string(), v.regex(stageOfRequest, 'errors_invalid'))), []),
			v.minLength(1, 'requests_decide_nothing_ticked'),
			v.maxLength(200, 'errors_invalid')
		),
		decision,
		reason: optionalText
	})
};
