import * as v from 'valibot';
import type { ListState } from '$lib/lists/list-state.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { seatSchema } from '$lib/software/form-schemas.ts';
import { productsShape } from '$lib/software/list-shape.ts';
import { SOFTWARE_POLICIES } from '$lib/software/software-policies.ts';
import { policyWord } from '$lib/software/software-words.ts';
import { neededId } from '$lib/systems/form-fields.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { getProduct } from '$lib/server/software/get-product.ts';
import { listProducts, type ProductRow } from '$lib/server/software/list-products.ts';
import { releaseSeat } from '$lib/server/software/release-seat.ts';
import { modulesTeaching } from '$lib/server/training/modules/modules-teaching.ts';
import { takeSeatByHand } from '$lib/server/training/duty/give-by-hand.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

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
		opened: opened && {
			...opened,
			holders: opened.holders.map((seat) => ({
				...seat,
				mayRelease: can(actor, 'rights.grant', { unitId: seat.unitId })
			}))
		},
		mayEdit: can(actor, 'software.edit'),
		saved: event.url.searchParams.has('saved')
	};
});

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
			options: [{ value: 'none_free', label: m.registers_filter_none_free() }]
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
		{ key: 'seats', label: m.registers_col_seats() },
		{ key: 'free', label: m.registers_col_free(), sort: 'free' }
	];
	return { shape: productsShape, state, columns, filters, ...page };
}

export const actions: Actions = {
	give: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(v.object({ productId: neededId, ...seatSchema.entries }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await takeSeatByHand(db, actor, parsed.data, clock);
		return { done: 'given' as const };
	}),
	release: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ seatId: neededId }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await releaseSeat(db, signedIn(event), parsed.data, clock);
		return { done: 'released' as const };
	})
};
