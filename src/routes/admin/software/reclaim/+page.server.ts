import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { seatsSchema } from '$lib/software/form-schemas.ts';
import { seatStateWord } from '$lib/software/licence-words.ts';
import { reclaimShape } from '$lib/software/list-shape.ts';
import { RECLAIM_STATES } from '$lib/software/seat-states.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';
import { askHolders } from '$lib/server/software/reclaim/ask-holders.ts';
import { listReclaim, type ReclaimRow } from '$lib/server/software/reclaim/list-reclaim.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(reclaimShape, event.url.searchParams);
	const [page, products] = await Promise.all([
		listReclaim(db, actor, state, clock),
		productChoices(db)
	]);
	const view: ListView<ReclaimRow> = {
		shape: reclaimShape,
		state,
		columns: [
			{ key: 'holder', label: m.licences_col_holder(), class: 'c-what' },
			{ key: 'product', label: m.licences_col_product(), sort: 'product' },
			{ key: 'sign', label: m.licences_col_sign(), sort: 'used' },
			{ key: 'state', label: m.licences_col_state() },
			{ key: 'answer', label: m.licences_col_answer() }
		],
		filters: [
			{
				key: 'state',
				label: m.licences_col_state(),
				kind: 'choice',
				options: RECLAIM_STATES.map((value) => ({ value, label: seatStateWord(value) }))
			},
			{ key: 'product', label: m.licences_col_product(), kind: 'choice', options: products }
		],
		...page
	};
	return { view, mayAsk: can(actor, 'seats.give'), now: clock.now() };
});

export const actions: Actions = {
	ask: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(seatsSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const seatIds = parsed.data.ids;
		const { asked, refused } = await askHolders(db, signedIn(event), { seatIds }, clock);
		const [first] = refused;
		return {
			asked,
			refused: refused.length,
			why: first ? errorText(first.problem.messageKey, first.problem.details) : ''
		};
	})
};
