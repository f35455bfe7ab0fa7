import * as v from 'valibot';
import { chosenId, neededDay, typedDay } from '#lib/format/typed-fields.ts';
import { locales } from '#lib/i18n/localized.ts';
import { PLACE_HOURS } from '#lib/working-time/place-hours.ts';
import { UNIT_KINDS } from './unit-kinds.ts';

const short = v.pipe(v.string(), v.trim(), v.maxLength(200, 'errors_text_long'));
const given = v.pipe(short, v.nonEmpty('errors_required'));

const needed = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_choose'),
	v.uuid('errors_choose')
);

/** A tick box: there when ticked. */
const ticked = v.pipe(
	v.optional(v.string()),
	v.transform((text) => text !== undefined)
);

/** The box says that somebody reads no letters: left alone, they do. */
const mailbox = v.pipe(
	v.optional(v.string()),
	v.transform((text) => text !== 'no')
);

const code = v.pipe(
	v.string(),
	v.trim(),
	v.toLowerCase(),
	v.nonEmpty('errors_required'),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'people_code_shape'),
	v.maxLength(60, 'errors_text_long')
);

/** What the record looked like when the form was opened; absent for a new one. */
const seen = v.optional(v.pipe(v.string(), v.maxLength(64)));

/** The e-mail address as it is stored. */
export const emailSchema = v.pipe(
	v.string(),
	v.trim(),
	v.toLowerCase(),
	v.nonEmpty('errors_required'),
	v.email('errors_email'),
	v.maxLength(200, 'errors_text_long')
);

/** Who a person is; where they stand in the structure is `moveSchema`. */
export const personSchema = v.object({
	seen,
	email: emailSchema,
	name: given,
	position: v.optional(short, ''),
	phone: v.optional(short, ''),
	hasMailbox: mailbox,
	locale: v.picklist(locales, 'errors_choose'),
	startsOn: typedDay,
	endsOn: typedDay
});

/** Where a person stands in the structure. */
export const moveSchema = v.object({
	seen,
	unitId: needed,
	placeId: chosenId,
	managerId: chosenId
});

/** A person who is new to the register: both at once. */
export const newPersonSchema = v.object({
	...personSchema.entries,
	...moveSchema.entries,
	invite: ticked
});

export const leaveSchema = v.object({ lastDay: neededDay, successorId: chosenId });

const period = { deputyId: needed, from: neededDay, until: neededDay };

/** Days in their order; the problem is said at the last one. */
const inOrder = ({ from, until }: { from: string; until: string }) => from <= until;

/** Who stands in for oneself. */
export const deputySchema = v.pipe(
	v.object(period),
	v.forward(v.partialCheck([['from'], ['until']], inOrder, 'people_until_before_from'), ['until'])
);

/** Who stands in for whom. */
export const deputyForSchema = v.pipe(
	v.object({ personId: needed, ...period }),
	v.forward(v.partialCheck([['from'], ['until']], inOrder, 'people_until_before_from'), ['until'])
);

export const representativeSchema = v.object({ personId: needed, unitId: needed });

export const roleSchema = v.object({
	personId: needed,
	role: v.picklist(['agent', 'author', 'auditor', 'admin'], 'errors_choose'),
	unitId: chosenId
});

const names = { nameEt: given, nameRu: given, nameEn: v.optional(short, '') };

export const unitSchema = v.object({
	seen,
	code,
	...names,
	kind: v.picklist(UNIT_KINDS, 'errors_choose'),
	parentId: chosenId,
	headId: chosenId,
	budgetOwnerId: chosenId,
	placeId: chosenId,
	active: ticked
});

export const placeSchema = v.object({
	seen,
	code,
	...names,
	address: v.optional(short, ''),
	district: v.optional(short, ''),
	hours: v.picklist(PLACE_HOURS, 'errors_choose'),
	headId: chosenId,
	parentId: chosenId,
	active: ticked
});

/** Three form fields as one localised text. */
export function localizedName(form: { nameEt: string; nameRu: string; nameEn: string }) {
	const { nameEt: et, nameRu: ru, nameEn: en } = form;
	return en === '' ? { et, ru } : { et, ru, en };
}
