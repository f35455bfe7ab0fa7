import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { productSchema } from '$lib/software/form-schemas.ts';
import { getProduct } from '$lib/server/software/get-product.ts';
import { saveProduct } from '$lib/server/software/save-product.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { productInput } from '../product-input.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const actor = signedIn(event);
	if (!can(actor, 'software.edit')) error(404);
	const product = await getProduct(event.locals.db, actor, event.params.id);
	const { et, ru, en } = product.description;
	return {
		title: m.registers_product_edit({ name: product.name }),
		back: `/admin/software?open=${product.id}`,
		values: {
			seen: product.seen,
			slug: product.slug,
			name: product.name,
			vendor: product.vendor,
			aboutEt: et,
			aboutRu: ru,
			aboutEn: en ?? '',
			policy: product.policy,
			seatsTotal: product.seatsTotal === null ? '' : String(product.seatsTotal),
			...(product.active ? { active: 'yes' } : {})
		}
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(productSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const id = event.params.id ?? '';
		await saveProduct(db, signedIn(event), { id, ...productInput(parsed.data) }, clock);
		redirect(303, `/admin/software?open=${id}&saved`);
	})
};
