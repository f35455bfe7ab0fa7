import * as v from 'valibot';
import { longText, typedDay } from '#lib/systems/form-fields.ts';
import { RETURN_WAYS } from './return-ways.ts';

/** What the forms send. Which of the fields a form needs is its command's rule. */
export const thingFormSchema = v.object({
	way: v.optional(v.picklist(RETURN_WAYS, 'errors_choose'), 'fetch'),
	day: typedDay,
	personId: v.optional(v.string(), ''),
	note: longText
});
