import * as v from 'valibot';
import {
	chosenId,
	givenText,
	inThree,
	longText,
	neededId,
	shortText,
	typedCount
} from '#lib/systems/form-fields.ts';
import { STOCK_WHYS } from './stock-why.ts';

/** A tick box, false when it is not ticked. */
const tick = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => text !== '')
);

/** A kind of supplies as its form sends it. */
export const stockKindSchema = v.pipe(
	v.object({
		name_et: givenText,
		name_ru: givenText,
		name_en: shortText,
		partNumber: shortText,
		lowAt: typedCount,
		note: longText,
		retired: tick
	}),
	v.transform(({ name_et, name_ru, name_en, lowAt, ...rest }) => ({
		...rest,
		lowAt: lowAt ?? 0,
		name: inThree(name_et, name_ru, name_en)
	}))
);

/** What came or went. Which of the fields it needs is the command's rule. */
export const stockChangeSchema = v.object({
	why: v.picklist(STOCK_WHYS),
	placeId: neededId,
	toPlaceId: chosenId,
	personId: chosenId,
	count: v.pipe(
		typedCount,
		v.check((count) => count !== null, 'errors_required'),
		v.transform((count) => count ?? 0)
	),
	requestNumber: typedCount,
	note: longText
});

/** How many are too few at a place. */
export const stockMarkSchema = v.object({ placeId: neededId, lowAt: typedCount });
