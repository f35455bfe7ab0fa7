import { conflict } from '$lib/errors.ts';
import { COUNT_NEWS } from '$lib/equipment/stocktake/count-news.ts';
import { correctionsShape } from '$lib/equipment/stocktake/list-shapes.ts';
import { CORRECTION_KINDS, CORRECTION_STATES } from '$lib/equipment/stocktake/stock-take.ts';
import { correctionKinds, correctionStates } from '$lib/equipment/stocktake/stock-take-words.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { decideCorrections } from '$lib/server/equipment/stocktake/decide-corrections.ts';
import {
	listCorrections,
	type CorrectionRow
} from '$lib/server/equipment/stocktake/list-corrections.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends(COUNT_NEWS);
	const { db, clock } = event.locals;
	const state = parseListState(correctionsShape, event.url.searchParams);
	const page = await listCorrections(db, signedIn(event), event.params.id, state, clock);
	const view: ListView<CorrectionRow> = {
		...{ shape: correctionsShape, state },
		columns: [
			{ key: 'number', label: m.stocktake_col_number(), sort: 'number' },
			{ key: 'thing', label: m.stocktake_col_thing() },
			{ key: 'proposal', label: m.stocktake_col_proposal() },
			{ key: 'where', label: m.stocktake_col_expected_where() },
			{ key: 'seen', label: m.stocktake_col_seen_where() },
			{ key: 'decision', label: m.stocktake_col_decision(), class: 'c-state' }
		],
		filters: [
			{
				...{ key: 'state', label: m.stocktake_col_decision(), kind: 'choice' },
				options: CORRECTION_STATES.map((value) => ({
					...{ value, label: correctionStates[value].word() }
				}))
			},
			{
				...{ key: 'kind', label: m.stocktake_col_proposal(), kind: 'choice' },
				options: CORRECTION_KINDS.map((value) => ({ value, label: correctionKinds[value]() }))
			}
		],
		...page
	};
	return { view };
});

async function decide(event: RequestEvent, ids: readonly string[] | 'all', accept: boolean) {
	const { db, clock } = event.locals;
	const input = { takeId: event.params.id, ids, accept };
	const { done, act, left } = await decideCorrections(db, signedIn(event), input, clock);
	return {
		decided: done,
		act,
		left: left.map(({ number, because }) => ({
			number,
			because: errorText(because, { number, holder: '' })
		}))
	};
}

function ticked(form: FormData): string[] {
	const ids = formValues(form).ids ?? [];
	const list = Array.isArray(ids) ? ids : [ids];
	if (list.length === 0) throw conflict('stocktake_nobody_ticked');
	return list;
}

export const actions: Actions = {
	accept: action((event: RequestEvent, form) => decide(event, ticked(form), true)),
	decline: action((event: RequestEvent, form) => decide(event, ticked(form), false)),
	all: action((event: RequestEvent) => decide(event, 'all', true))
};
