import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { productSchema } from '$lib/software/form-schemas.ts';
import { saveProduct } from '$lib/server/software/save-product.ts';
import { systemOptions } from '$lib/server/systems/system-options.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import { productChoices, productInput } from '../product-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	if (!can(signedIn(event), 'software.edit')) error(404);
	const { db, locale } = event.locals;
	const [modules, systems] = await Promise.all([
		listModuleOptions(db, locale),
		systemOptions(db, locale)
	]);
	// A name that devices report comes with the address, so that it need not be typed again.
	const { searchParams } = event.url;
	return {
		title: m.registers_product_new(),
		back: '/admin/software',
		...productChoices(modules, systems),
		values: { name: searchParams.get('name') ?? '', vendor: searchParams.get('vendor') ?? '' }
	};
};

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(productSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await saveProduct(db, signedIn(event), productInput(parsed.data), clock);
		redirect(303, `/admin/software/${id}?saved`);
	})
};
