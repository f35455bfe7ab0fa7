import * as v from 'valibot';
import {
	chosenId,
	givenText,
	longText,
	neededId,
	seenMark,
	shortText,
	typedDay
} from '#lib/systems/form-fields.ts';
import { ITEM_CATEGORIES, PLAIN_MOVES } from './item-states.ts';

const facts = {
	category: v.picklist(ITEM_CATEGORIES, 'errors_choose'),
	model: givenText,
	serial: shortText,
	unitId: chosenId,
	boughtOn: typedDay,
	warrantyUntil: typedDay,
	note: longText
};

/** A new item as its form sends it. */
export const registerItemSchema = v.object({
	inventoryNumber: v.config(
		v.pipe(
			givenText,
			v.toUpperCase(),
			v.regex(/^[A-Z0-9][A-Z0-9/-]{1,29}$/, 'registers_number_shape')
		),
		{ abortPipeEarly: true }
	),
	...facts,
	placeId: chosenId,
	room: shortText
});

/** What an item is, edited. */
export const editItemSchema = v.object({ seen: seenMark, ...facts });

/** One act on an item. Which of the fields it needs is the command's rule. */
export const itemMoveSchema = v.object({
	move: v.picklist(PLAIN_MOVES),
	itemId: neededId,
	personId: chosenId,
	placeId: chosenId,
	room: shortText,
	note: longText
});
