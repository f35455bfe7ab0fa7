import { error, redirect } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { ruleSchema } from '$lib/software/legality-schemas.ts';
import { getRule } from '$lib/server/software/installations/list-rules.ts';
import { removeRule, saveRule } from '$lib/server/software/installations/save-rule.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'software.edit')) error(404);
	const [rule, products] = await Promise.all([
		getRule(db, actor, event.params.id),
		productChoices(db)
	]);
	const { nameMatch, name, publisher, productId } = rule;
	return { products, values: { nameMatch, name, publisher, productId: productId ?? '' } };
});

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(ruleSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saveRule(db, signedIn(event), { id: event.params.id, ...parsed.data }, clock);
		redirect(303, '/admin/software/rules?saved');
	}),
	remove: action(async (event) => {
		const { db, clock } = event.locals;
		await removeRule(db, signedIn(event), event.params.id, clock);
		redirect(303, '/admin/software/rules?removed');
	})
};
