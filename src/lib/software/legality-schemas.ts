import * as v from 'valibot';
import { parseDay } from '#lib/format/dates.ts';
import { NAME_MATCHES } from './case-states.ts';

const id = v.pipe(v.string(), v.uuid());
const maybeId = v.optional(
	v.pipe(
		v.string(),
		v.trim(),
		v.transform((typed) => typed || null),
		v.nullable(id)
	),
	''
);
const text = (most: number) =>
	v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'errors_text_long')), '');
const neededText = (most: number) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(most, 'errors_text_long')
	);
const ids = v.union(
	[
		v.array(id),
		v.pipe(
			id,
			v.transform((one) => [one])
		)
	],
	'legality_none_ticked'
);
const maybeDay = v.optional(
	v.pipe(
		v.string(),
		v.trim(),
		v.check((typed) => typed === '' || parseDay(typed) !== undefined, 'errors_date'),
		v.transform((typed) => parseDay(typed) ?? null)
	),
	''
);

/** A rule for names, new or changed. */
export const ruleSchema = v.object({
	nameMatch: v.picklist(NAME_MATCHES),
	name: neededText(500),
	publisher: text(100),
	productId: maybeId
});

/** Names of the queue that are this product. */
export const teachSchema = v.object({
	ids,
	productId: v.pipe(v.string(), v.uuid('errors_required'))
});

/** Names of the queue that are not counted. */
export const ignoreSchema = v.object({ ids });

/** A case that is let be. */
export const excuseSchema = v.object({ caseId: id, reason: neededText(2000), until: maybeDay });

/** A seat that is given for a case. */
export const coverSeatSchema = v.object({
	caseId: id,
	seatFor: v.picklist(['person', 'device'])
});

/** A licence that covers a case. */
export const coverLicenceSchema = v.object({
	caseId: id,
	licenceId: v.pipe(v.string(), v.uuid('errors_required'))
});

/** What is said about a case. */
export const sayCaseSchema = v.object({ text: neededText(4000) });
