import { redirect } from '@sveltejs/kit';
import { stockKindSchema } from '$lib/equipment/stock-schemas.ts';
import { getStock } from '$lib/server/equipment/stock/list-stock.ts';
import { changeStockKind } from '$lib/server/equipment/stock/save-kind.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const kind = await getStock(event.locals.db, signedIn(event), event.params.id);
	const { id, name, partNumber, lowAt, note, retiredAt } = kind;
	return {
		id,
		name,
		values: {
			...{ name_et: name.et, name_ru: name.ru, name_en: name.en ?? '' },
			...{ partNumber, lowAt: String(lowAt), note, retired: retiredAt ? 'yes' : '' }
		}
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(stockKindSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const kindId = event.params.id ?? '';
		await changeStockKind(db, signedIn(event), { kindId, ...parsed.data }, clock);
		redirect(303, `/admin/equipment/stock/${kindId}?saved`);
	})
};
