import { redirect } from '@sveltejs/kit';
import { stockKindSchema } from '$lib/equipment/stock-schemas.ts';
import { addStockKind } from '$lib/server/equipment/stock/save-kind.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(stockKindSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { name, partNumber, lowAt, note } = parsed.data;
		const kind = { name, partNumber, lowAt, note };
		const { id } = await addStockKind(db, signedIn(event), kind, clock);
		redirect(303, `/admin/equipment/stock/${id}?saved`);
	})
};
