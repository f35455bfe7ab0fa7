import { error, redirect } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { ruleSchema } from '$lib/software/legality-schemas.ts';
import { saveRule } from '$lib/server/software/installations/save-rule.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	if (!can(signedIn(event), 'software.edit')) error(404);
	const { searchParams } = event.url;
	const values = {
		name: searchParams.get('name') ?? '',
		publisher: searchParams.get('publisher') ?? ''
	};
	return { products: await productChoices(event.locals.db), values };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(ruleSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saveRule(db, signedIn(event), parsed.data, clock);
		redirect(303, '/admin/software/rules?saved');
	})
};
