import { mayTellOfMoves } from '$lib/access/may-move.ts';
import type { DecisionResult } from '$lib/requests/approval-card.ts';
import { requestSchemas } from '$lib/requests/form-schemas.ts';
import { movesToDecide } from '$lib/server/access/changes/get-change.ts';
import { decideApproval, decideMany } from '$lib/server/requests/decide-approval.ts';
import { getApprovalsPage } from '$lib/server/requests/queries/approvals-page.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:requests');
	const { db, clock } = event.locals;
	const now = clock.now();
	const actor = signedIn(event);
	const [page, moves] = await Promise.all([
		getApprovalsPage(db, actor, now),
		movesToDecide(db, actor)
	]);
	return { ...page, moves, mayMove: mayTellOfMoves(actor), now };
});

export const actions: Actions = {
	one: action(async (event, form) => {
		const parsed = parseForm(requestSchemas.decideOne, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const { number } = await decideApproval(db, signedIn(event), parsed.data, clock);
		const results: DecisionResult[] = [{ number, decision: parsed.data.decision }];
		return { results };
	}),
	many: action(async (event, form) => {
		const parsed = parseForm(requestSchemas.decideMany, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const { ids, decision, reason } = parsed.data;
		if (decision !== 'approved' && reason === '')
			return failForm({ reason: ['errors_reason_needed'] }, parsed.values);
		const items = ids.map((id) => {
			const [number, stageId = ''] = id.split(':');
			return { number: Number(number), stageId };
		});
		const decided = await decideMany(db, signedIn(event), { items, decision, reason }, clock);
		const results = decided.map(({ number, problem }): DecisionResult => ({
			number,
			decision,
			...(problem ? { problem: errorText(problem.messageKey, problem.details) } : {})
		}));
		return { results };
	})
};
