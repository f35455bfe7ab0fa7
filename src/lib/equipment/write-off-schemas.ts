import * as v from 'valibot';
import { typedMoney } from '#lib/format/typed-money.ts';
import { chosenId, givenText, longText, typedDay } from '#lib/systems/form-fields.ts';
import { COMMISSION_OPINIONS, WIPE_METHODS } from './write-off.ts';

/** How many members of a commission the form asks for. */
export const COMMISSION_FIELDS = ['member0', 'member1', 'member2', 'member3', 'member4'] as const;

const list = v.pipe(
	v.optional(v.union([v.string(), v.array(v.string())]), []),
	v.transform((value) => (Array.isArray(value) ? value : [value]))
);

/** A proposal as its form sends it; the lines are told by the ids in their order. */
export const proposeSchema = v.object({
	title: givenText,
	reason: v.pipe(longText, v.nonEmpty('errors_required')),
	items: list,
	conditions: list,
	bookValues: list,
	member0: chosenId,
	member1: chosenId,
	member2: chosenId,
	member3: chosenId,
	member4: chosenId,
	approverId: chosenId
});

/** One book value of the form, in cents. */
export const bookValue = typedMoney;

/** What a member of the commission says. */
export const opinionSchema = v.object({
	opinion: v.picklist(COMMISSION_OPINIONS, 'errors_choose'),
	note: longText
});

/** What the management says. */
export const decisionSchema = v.object({
	decision: v.picklist(['approve', 'reject'], 'errors_choose'),
	reason: longText
});

/** How the data of some things was wiped. */
export const wipeSchema = v.object({
	itemIds: list,
	method: v.picklist(WIPE_METHODS, 'errors_choose')
});

/** That a proposal is taken back. */
export const withdrawSchema = v.object({ reason: longText });

/** That the things are gone. */
export const disposeSchema = v.object({ disposedOn: typedDay, disposedBy: longText });
