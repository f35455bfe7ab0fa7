import { redirect } from '@sveltejs/kit';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { licenceSchema } from '$lib/software/form-schemas.ts';
import { saveLicence } from '$lib/server/software/licences/save-licence.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { licenceChoices } from '../licence-form.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	return {
		...(await licenceChoices(db, signedIn(event), locale)),
		values: {
			productId: event.url.searchParams.get('product') ?? '',
			validFrom: formatDayNumeric(clock.now())
		}
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(licenceSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await saveLicence(db, signedIn(event), parsed.data, clock);
		redirect(303, `/admin/software/licences/${id}?saved`);
	})
};
