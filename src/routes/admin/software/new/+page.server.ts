import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { productSchema } from '$lib/software/form-schemas.ts';
import { saveProduct } from '$lib/server/software/save-product.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import { productInput } from '../product-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	if (!can(signedIn(event), 'software.edit')) error(404);
	return { title: m.registers_product_new(), back: '/admin/software', values: {} };
};

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(productSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await saveProduct(db, signedIn(event), productInput(parsed.data), clock);
		redirect(303, `/admin/software?open=${id}&saved`);
	})
};
