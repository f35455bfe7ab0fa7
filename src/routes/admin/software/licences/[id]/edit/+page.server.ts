import { redirect } from '@sveltejs/kit';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { typedAmount } from '$lib/format/money.ts';
import { licenceSchema } from '$lib/software/form-schemas.ts';
import { getLicence } from '$lib/server/software/licences/list-licences.ts';
import { saveLicence } from '$lib/server/software/licences/save-licence.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { licenceChoices } from '../../licence-form.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const choices = await licenceChoices(db, actor, locale);
	const licence = await getLicence(db, actor, event.params.id);
	const { seen, productId, metric, reference, reseller, note } = licence;
	return {
		...choices,
		id: licence.id,
		product: licence.product,
		values: {
			...{ seen, productId, metric, reference, reseller, note },
			quantity: licence.quantity === null ? '' : String(licence.quantity),
			placeId: licence.placeId ?? '',
			validFrom: formatDayNumeric(licence.validFrom),
			validUntil: licence.validUntil ? formatDayNumeric(licence.validUntil) : '',
			priceCents: typedAmount(licence.priceCents)
		}
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(licenceSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const id = event.params.id ?? '';
		await saveLicence(db, signedIn(event), { id, ...parsed.data }, clock);
		redirect(303, `/admin/software/licences/${id}?saved`);
	})
};
