import * as v from 'valibot';
import { typedMoney } from '#lib/format/typed-money.ts';
import {
	chosenId,
	givenText,
	longText,
	neededId,
	shortText,
	typedDay
} from '#lib/systems/form-fields.ts';
import { lineEntries } from './line-entries.ts';
import { LOAN_ANSWERS, REPAIR_OUTCOMES } from './repair-outcomes.ts';

/** Things that go to repair, as their form sends them. */
export const sendToRepairSchema = v.object({
	...lineEntries,
	vendor: givenText,
	fault: v.pipe(longText, v.nonEmpty('errors_required')),
	warranty: v.picklist(['by_day', 'yes', 'no'], 'errors_choose'),
	expectedOn: typedDay,
	loanItemId: chosenId,
	note: longText
});

/** One thing that is back from repair. */
export const bringBackSchema = v.object({
	itemId: neededId,
	outcome: v.picklist(REPAIR_OUTCOMES, 'errors_choose'),
	costCents: typedMoney,
	to: v.optional(v.picklist(['holder', 'stock'])),
	placeId: chosenId,
	room: shortText,
	serial: shortText,
	loan: v.optional(v.picklist(LOAN_ANSWERS)),
	note: longText
});

/** Another day by which a repair is expected back. */
export const repairDaySchema = v.object({
	repairId: neededId,
	expectedOn: v.pipe(
		typedDay,
		v.check((day) => day !== null, 'errors_required')
	),
	note: longText
});
