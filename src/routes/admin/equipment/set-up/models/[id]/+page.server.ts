import { redirect } from '@sveltejs/kit';
import { changeModelSchema, mergeModelSchema } from '$lib/equipment/set-up-schemas.ts';
import { typedAmount } from '$lib/format/money.ts';
import { getModel } from '$lib/server/equipment/register/get-set-up.ts';
import { addRegisterFile } from '$lib/server/equipment/register/keep-file.ts';
import { changeModel, mergeModels } from '$lib/server/equipment/register/save-model.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const model = await getModel(event.locals.db, event.params.id);
	const { maker, name, lifeMonths, priceCents, note } = model;
	return {
		model,
		values: {
			...{ maker, name, note, priceCents: typedAmount(priceCents) },
			lifeMonths: lifeMonths === null ? '' : String(lifeMonths)
		}
	};
});

const LIST = '/admin/equipment/set-up/models?saved';

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(changeModelSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const modelId = event.params.id ?? '';
		await changeModel(db, signedIn(event), { modelId, ...parsed.data }, clock);
		redirect(303, LIST);
	}),
	photo: action(async (event, form) => {
		const { db, clock } = event.locals;
		const file = form.get('photo');
		if (!(file instanceof File) || file.size === 0) {
			return failForm({ photo: ['errors_required'] }, {});
		}
		const recordId = event.params.id ?? '';
		const input = { noun: 'model' as const, recordId, file, field: 'photo' };
		await addRegisterFile(db, signedIn(event), input, clock);
		redirect(303, LIST);
	}),
	merge: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(mergeModelSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const modelId = event.params.id ?? '';
		await mergeModels(db, signedIn(event), { modelId, ...parsed.data }, clock);
		redirect(303, LIST);
	})
};
