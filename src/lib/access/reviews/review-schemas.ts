import * as v from 'valibot';
import { chosenId, givenText, typedCount, typedDay } from '#lib/systems/form-fields.ts';

/** What a round may be about. */
export const REVIEW_SCOPES = ['all', 'unit', 'system'] as const;

const neededDay = v.pipe(
	typedDay,
	v.check((day) => day !== null, 'errors_required'),
	v.transform((day) => day ?? '')
);

/** A round as its form sends it. */
export const campaignSchema = v.pipe(
	v.object({
		name: givenText,
		scope: v.picklist(REVIEW_SCOPES, 'reviews_choose_one'),
		unitId: chosenId,
		systemId: chosenId,
		opensOn: neededDay,
		dueOn: neededDay,
		removeWithinDays: v.pipe(
			typedCount,
			v.transform((days) => days ?? 0)
		)
	}),
	v.forward(
		v.check(({ scope, unitId }) => scope !== 'unit' || unitId !== null, 'errors_choose'),
		['unitId']
	),
	v.forward(
		v.check(({ scope, systemId }) => scope !== 'system' || systemId !== null, 'errors_choose'),
		['systemId']
	),
	v.transform(({ scope, unitId, systemId, ...rest }) => ({
		...rest,
		unitId: scope === 'unit' ? unitId : null,
		systemId: scope === 'system' ? systemId : null
	}))
);
