import { redirect } from '@sveltejs/kit';
import { orderSchema } from '$lib/software/form-schemas.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { orderLicence } from '$lib/server/software/licences/order-licence.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { licenceChoices } from '../licence-form.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	return {
		...(await licenceChoices(db, signedIn(event), locale)),
		values: { productId: event.url.searchParams.get('product') ?? '' }
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['approvedById']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(orderSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await orderLicence(db, actor, parsed.data, clock);
		redirect(303, `/admin/software/licences/${id}?saved`);
	})
};
