import { DECISIONS_FOR, NEEDS_REASON } from '$lib/access/comparison.ts';
import { DIFFERENCE_DECISIONS, type DifferenceDecision } from '$lib/access/change-kinds.ts';
import { isId } from '$lib/ids.ts';
import { localize } from '$lib/i18n/localized.ts';
import { rightName } from '$lib/systems/right-name.ts';
import { decideDifference } from '$lib/server/access/comparison/decide-difference.ts';
import { getComparison } from '$lib/server/access/comparison/read-comparison.ts';
import { forEachOf } from '$lib/server/access/many.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const found = await getComparison(db, signedIn(event), event.params.id);
	const { systemName, roleName, rows, ...facts } = found;
	return {
		...facts,
		role: rightName(systemName, roleName, locale),
		rows: rows.map(({ unitName, ...row }) => ({
			...row,
			unitName: unitName ? localize(unitName, locale) : '',
			// Nobody who has left is given a right.
			decisions: DECISIONS_FOR[row.kind].filter((one) => one !== 'register' || !row.hasLeft)
		})),
		now: clock.now()
	};
});

const isDecision = (text: string): text is DifferenceDecision =>
	DIFFERENCE_DECISIONS.some((one) => one === text);

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const values = formValues(form);
		const ids = [values.ids ?? []].flat().filter(isId);
		const decision = String(values.decision ?? '');
		const reason = String(values.reason ?? '').slice(0, 2000);
		if (ids.length === 0) return failForm({ ids: ['rights_tick_first'] }, values);
		if (!isDecision(decision)) return failForm({ decision: ['errors_choose'] }, values);
		if (!reason.trim() && NEEDS_REASON.includes(decision))
			return failForm({ reason: ['rights_compare_needs_reason'] }, values);
		const result = await forEachOf(ids, (differenceId) =>
			decideDifference(db, actor, { differenceId, decision, reason }, clock)
		);
		const refused = result.refused.map(({ problem }) => {
			const key = problem.issues.decision ? 'rights_compare_unfit' : problem.messageKey;
			return errorText(key, problem.details);
		});
		return { decided: result.done, refused: [...new Set(refused)] };
	})
};
