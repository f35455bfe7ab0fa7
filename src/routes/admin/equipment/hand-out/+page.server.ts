import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { can } from '$lib/people/permissions.ts';
import { neededId } from '$lib/systems/form-fields.ts';
import { newId } from '$lib/server/db/new-id.ts';
import { stockOptions } from '$lib/server/equipment/item-options.ts';
import {
	handOutTo,
	listSetAside,
	listWaitingForItems,
	reserveForRequests
} from '$lib/server/requests/hand-out.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'equipment.move', undefined)) error(404);
	const [people, waiting, stock] = await Promise.all([
		listSetAside(db, actor),
		listWaitingForItems(db, actor),
		stockOptions(db, actor)
	]);
	return {
		people: people.map((one) => ({ ...one, formKey: newId() })),
		waiting,
		stock: stock.map(({ id, inventoryNumber, model, category }) => ({
			...{ id, inventoryNumber, model, category }
		}))
	};
});

const handing = v.object({ personId: neededId, formKey: v.pipe(v.string(), v.uuid()) });
const many = v.optional(
	v.pipe(
		v.union([v.string(), v.array(v.string())]),
		v.transform((some) => (typeof some === 'string' ? [some] : some))
	),
	[]
);
const reserving = v.object({ numbers: many, items: many });

export const actions: Actions = {
	hand: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(handing, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { actId } = await handOutTo(db, signedIn(event), parsed.data, clock);
		redirect(303, `/admin/equipment/acts/${actId}?did=made`);
	}),
	reserve: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(reserving, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { numbers, items } = parsed.data;
		const pairs = numbers.flatMap((number, n) => {
			const itemId = items[n];
			return itemId ? [{ itemId, number: Number(number) }] : [];
		});
		const repeated = pairs.some(({ itemId }, n) =>
			pairs.some((other, m) => m < n && other.itemId === itemId)
		);
		if (pairs.length === 0) return failForm({ form: ['acts_choose_items'] }, parsed.values);
		if (repeated) return failForm({ form: ['acts_chosen_twice'] }, parsed.values);
		await reserveForRequests(db, signedIn(event), pairs, clock);
		return { reserved: pairs.length };
	})
};
