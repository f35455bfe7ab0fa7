import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { conditionsOf } from '$lib/training/condition-form.ts';
import { productSchema } from '$lib/software/form-schemas.ts';
import { getProduct } from '$lib/server/software/get-product.ts';
import { saveProduct } from '$lib/server/software/save-product.ts';
import { listConditions, saveConditions } from '$lib/server/training/duty/module-conditions.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { systemOptions } from '$lib/server/systems/system-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { productChoices, productInput } from '../../product-input.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const actor = signedIn(event);
	if (!can(actor, 'software.edit')) error(404);
	const { db, locale } = event.locals;
	const [product, conditions, modules, systems] = await Promise.all([
		getProduct(db, actor, event.params.id),
		listConditions(db, { productId: event.params.id }),
		listModuleOptions(db, locale),
		systemOptions(db, locale)
	]);
	const { et, ru, en } = product.description;
	return {
		title: m.registers_product_edit({ name: product.name }),
		back: `/admin/software/${product.id}`,
		conditions: conditions.map((one) => one.id),
		modules: modules.map((one) => ({ value: one.id, label: one.title })),
		...productChoices(modules, systems),
		values: {
			seen: product.seen,
			slug: product.slug,
			name: product.name,
			vendor: product.vendor,
			aboutEt: et,
			aboutRu: ru,
			aboutEn: en ?? '',
			policy: product.policy,
			policyNote: product.policyNote,
			moduleSlug: product.moduleSlug ?? '',
			systemId: product.systemId ?? '',
			idleDays: product.idleDays === null ? '' : String(product.idleDays),
			...(product.licensed ? { licensed: 'yes' } : {}),
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
		const actor = signedIn(event);
		await saveProduct(db, actor, { id, ...productInput(parsed.data) }, clock);
		const moduleIds = conditionsOf(form);
		if (moduleIds) {
			await saveConditions(db, actor, { target: { productId: id }, moduleIds }, clock);
		}
		redirect(303, `/admin/software/${id}?saved`);
	})
};
