import * as v from 'valibot';
import { neededDay, chosenId } from '#lib/format/typed-fields.ts';
import { LINE_ACTS } from './change-kinds.ts';

const id = v.pipe(v.optional(v.string(), ''), v.uuid('errors_choose'));

/** One line of a newcomer, struck or added. */
export const joinerLineSchema = v.object({ lineId: id, act: v.picklist(LINE_ACTS) });

/** A move as its form says it. */
export const moveSchema = v.object({
	personId: id,
	unitId: id,
	position: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(200, 'errors_text_long')
	),
	placeId: chosenId,
	managerId: chosenId,
	day: neededDay
});
