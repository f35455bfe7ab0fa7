import type { ListState } from '$lib/lists/list-state.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { productsShape } from '$lib/software/list-shape.ts';
import { SOFTWARE_POLICIES } from '$lib/software/software-policies.ts';
import { policyWord } from '$lib/software/software-words.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { getProduct } from '$lib/server/software/get-product.ts';
import { listProducts, type ProductRow } from '$lib/server/software/list-products.ts';
import { modulesTeaching } from '$lib/server/training/modules/modules-teaching.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { seatActions, withActs } from './seat-acts.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(productsShape, event.url.searchParams);
	const [page, opened] = await Promise.all([
		listProducts(db, actor, state, clock),
		openRecord(state.open, (id) => getProduct(db, actor, id, clock))
	]);
	const taughtBy = opened ? await modulesTeaching(db, opened.slug) : [];
	return {
		taughtBy,
		view: productView(state, page),
		opened: opened && withActs(actor, opened),
		mayEdit: can(actor, 'software.edit'),
		mayGive: can(actor, 'seats.give'),
		saved: event.url.searchParams.has('saved')
	};
});

/** Said by the panel, so that the list beside it keeps its names. */
const ASIDE = ['bought', 'unmatched'];

function productView(state: ListState, page: ListPage<ProductRow>): ListView<ProductRow> {
	const filters: FilterView[] = [
		{
			key: 'policy',
			label: m.registers_col_policy(),
			kind: 'choice',
			options: SOFTWARE_POLICIES.map((value) => ({ value, label: policyWord(value) }))
		},
		{
			key: 'seats',
			label: m.registers_filter_seats(),
			kind: 'choice',
			options: [
				{ value: 'short', label: m.licences_filter_short() },
				{ value: 'none_free', label: m.registers_filter_none_free() }
			]
		},
		{
			key: 'ending',
			label: m.licences_filter_ending(),
			kind: 'choice',
			options: [{ value: 'soon', label: m.licences_filter_ending_soon() }]
		},
		{
			key: 'active',
			label: m.registers_filter_active(),
			kind: 'choice',
			options: [
				{ value: 'true', label: m.registers_yes() },
				{ value: 'false', label: m.registers_no() }
			]
		}
	];
	const columns = [
		{ key: 'what', label: m.registers_col_product(), sort: 'name', class: 'c-what' },
		{ key: 'policy', label: m.registers_col_policy() },
		{ key: 'bought', label: m.licences_col_bought(), class: 'c-num' },
		{ key: 'seats', label: m.licences_col_seats(), class: 'c-num' },
		{ key: 'unmatched', label: m.licences_col_unmatched(), class: 'c-num' },
		{ key: 'left', label: m.licences_col_left(), sort: 'free', class: 'c-num' }
	];
	const shown = state.open ? columns.filter(({ key }) => !ASIDE.includes(key)) : columns;
	return { shape: productsShape, state, columns: shown, filters, ...page };
}

export const actions: Actions = seatActions;
