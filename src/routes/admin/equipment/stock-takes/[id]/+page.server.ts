import { countedShape } from '$lib/equipment/stocktake/list-shapes.ts';
import { COUNT_NEWS } from '$lib/equipment/stocktake/count-news.ts';
import { COUNT_RESULTS } from '$lib/equipment/stocktake/stock-take.ts';
import { countResults } from '$lib/equipment/stocktake/stock-take-words.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { itemCategories } from '$lib/server/equipment/stocktake/category-options.ts';
import {
	cancelStockTake,
	closeStockTake,
	reopenStockTake
} from '$lib/server/equipment/stocktake/close-stock-take.ts';
import { drawUpAct } from '$lib/server/equipment/stocktake/draw-up-act.ts';
import { listCounted, type CountedRow } from '$lib/server/equipment/stocktake/list-counted.ts';
import { addMember, removeMember } from '$lib/server/equipment/stocktake/members.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends(COUNT_NEWS);
	const { db, clock, locale } = event.locals;
	const state = parseListState(countedShape, event.url.searchParams);
	const [page, places, categories] = await Promise.all([
		listCounted(db, signedIn(event), event.params.id, state, clock),
		listPlaceOptions(db, locale),
		itemCategories(db, locale)
	]);
	const view: ListView<CountedRow> = {
		...{ shape: countedShape, state },
		columns: [
			{ key: 'number', label: m.stocktake_col_number(), sort: 'number' },
			{ key: 'thing', label: m.stocktake_col_thing(), class: 'c-what' },
			{ key: 'result', label: m.stocktake_col_result(), class: 'c-state' },
			{ key: 'where', label: m.stocktake_col_expected_where() },
			{ key: 'seen', label: m.stocktake_col_seen_where() },
			{ key: 'by', label: m.stocktake_col_seen_by(), sort: 'seen' }
		],
		filters: [
			{
				...{ key: 'result', label: m.stocktake_col_result(), kind: 'choice' },
				options: COUNT_RESULTS.map((value) => ({ value, label: countResults[value].word() }))
			},
			{
				...{ key: 'place', label: m.stocktake_place(), kind: 'choice' },
				options: places.map(({ id, name }) => ({ value: id, label: name }))
			},
			{
				...{ key: 'category', label: m.stocktake_field_categories(), kind: 'choice' },
				options: categories
			}
		],
		...page
	};
	return { view };
});

export const actions: Actions = {
	close: action(async (event) => {
		const { db, clock } = event.locals;
		await closeStockTake(db, signedIn(event), event.params.id ?? '', clock);
	}),
	reopen: action(async (event) => {
		const { db, clock } = event.locals;
		await reopenStockTake(db, signedIn(event), event.params.id ?? '', clock);
	}),
	cancel: action(async (event) => {
		const { db, clock } = event.locals;
		await cancelStockTake(db, signedIn(event), event.params.id ?? '', clock);
	}),
	act: action(async (event) => {
		const { db, clock } = event.locals;
		await drawUpAct(db, signedIn(event), event.params.id ?? '', clock);
	}),
	add: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const personId = textOf(form, 'personId');
		const input = { takeId: event.params.id ?? '', personId, signs: form.has('signs') };
		await addMember(db, actor, input, clock);
	}),
	remove: action(async (event, form) => {
		const { db, clock } = event.locals;
		const input = { takeId: event.params.id ?? '', personId: textOf(form, 'personId') };
		await removeMember(db, signedIn(event), input, clock);
	})
};

const textOf = (form: FormData, name: string) => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};
