import * as v from 'valibot';
import { PLACE_HOURS } from '#lib/working-time/place-hours.ts';
import {
	chosenId,
	givenText,
	longText,
	neededId,
	seenMark,
	shortText,
	slugText,
	ticked,
	typedCount,
	typedDay
} from './form-fields.ts';
import { ROLE_RISKS, SYSTEM_KINDS } from './system-kinds.ts';

const described = {
	nameEt: givenText,
	nameRu: givenText,
	nameEn: shortText,
	aboutEt: longText,
	aboutRu: longText,
	aboutEn: longText
};

/** An information system, mailbox, group or folder as its form sends it. */
export const systemSchema = v.object({
	seen: seenMark,
	slug: slugText,
	kind: v.picklist(SYSTEM_KINDS, 'errors_choose'),
	...described,
	ownerId: chosenId,
	contact: shortText,
	address: shortText,
	criticality: v.pipe(v.picklist(['1', '2', '3', '4'], 'errors_choose'), v.transform(Number)),
	hours: v.picklist(PLACE_HOURS, 'errors_choose'),
	active: ticked,
	endBy: typedDay
});

/** A role of a system as its form sends it. */
export const systemRoleSchema = v.object({
	seen: seenMark,
	slug: slugText,
	...described,
	risk: v.picklist(ROLE_RISKS, 'errors_choose'),
	ownerApproves: ticked,
	maxDays: typedCount,
	position: typedCount,
	active: ticked,
	endBy: typedDay
});

/** Two roles that do not go together, from the side of one of them. */
export const roleConflictSchema = v.object({
	otherId: neededId,
	whyEt: givenText,
	whyRu: givenText,
	whyEn: shortText
});

/** A right given by hand. */
export const grantSchema = v.object({
	personId: neededId,
	roleId: neededId,
	from: typedDay,
	until: typedDay,
	despite: longText
});
