import * as v from 'valibot';
import { typedMoney } from '#lib/format/typed-money.ts';
import {
	chosenId,
	givenText,
	longText,
	neededId,
	seenMark,
	shortText,
	typedCount,
	typedDay
} from '#lib/systems/form-fields.ts';
import { PLAIN_MOVES } from './item-states.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const facts = {
	category: v.pipe(v.optional(v.string(), ''), v.nonEmpty('errors_choose')),
	model: givenText,
	serial: shortText,
	ownTag: shortText,
	machineUuid: v.pipe(
		shortText,
		v.toLowerCase(),
		v.check((text) => text === '' || UUID.test(text), 'equipment_uuid_shape')
	),
	unitId: chosenId,
	responsibleId: chosenId,
	contactId: chosenId,
	supplier: shortText,
	orderNumber: shortText,
	priceCents: typedMoney,
	boughtOn: typedDay,
	warrantyUntil: typedDay,
	lifeMonths: typedCount,
	partOf: shortText,
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
