import * as v from 'valibot';
import { FINDING_DECISIONS } from './findings.ts';

const text = (most: number) =>
	v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'errors_text_long')), '');
const id = v.pipe(v.string(), v.uuid());
const maybeId = v.optional(
	v.pipe(
		v.string(),
		v.transform((typed) => typed || null)
	),
	''
);

/** A decision about one finding; which fields it needs depends on the decision. */
export const decideFindingSchema = v.object({
	findingId: id,
	decision: v.picklist(FINDING_DECISIONS),
	inventoryNumber: text(60),
	category: text(60),
	model: text(200),
	placeId: maybeId,
	room: text(100),
	note: text(2000)
});

/** Several findings are right as they are, for one reason. */
export const dismissFindingsSchema = v.object({
	ids: v.union(
		[
			v.array(id),
			v.pipe(
				id,
				v.transform((one) => [one])
			)
		],
		'inventory_none_ticked'
	),
	note: text(2000)
});

/** A new site. */
export const siteSchema = v.object({
	name: v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(120, 'errors_text_long')
	),
	placeId: maybeId
});

/** The site whose token shall hold no longer. */
export const revokeSiteSchema = v.object({ siteId: id });
