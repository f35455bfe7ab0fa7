import * as v from 'valibot';
import {
	givenText,
	longText,
	neededId,
	seenMark,
	shortText,
	slugText,
	ticked
} from '#lib/systems/form-fields.ts';
import { SOFTWARE_POLICIES } from './software-policies.ts';

/** A software product as its form sends it. */
export const productSchema = v.object({
	seen: seenMark,
	slug: slugText,
	name: givenText,
	vendor: shortText,
	aboutEt: longText,
	aboutRu: longText,
	aboutEn: longText,
	policy: v.picklist(SOFTWARE_POLICIES, 'errors_choose'),
	licensed: ticked,
	active: ticked
});

/** A seat given by hand. */
export const seatSchema = v.object({ personId: neededId });
