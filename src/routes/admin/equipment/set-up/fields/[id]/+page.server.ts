import { redirect } from '@sveltejs/kit';
import { changeFieldSchema } from '$lib/equipment/set-up-schemas.ts';
import { getField } from '$lib/server/equipment/register/get-set-up.ts';
import { changeField, retireField } from '$lib/server/equipment/register/save-field.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const field = await getField(event.locals.db, event.params.id);
	const { label, choices } = field;
	return {
		field,
		values: {
			...{ label_et: label.et, label_ru: label.ru, label_en: label.en ?? '' },
			choices: (choices ?? [])
				.map(({ value, label: { et, ru, en = '' } }) => `${value} = ${et} | ${ru} | ${en}`)
				.join('\n'),
			required: field.required ? 'yes' : '',
			isUnique: field.isUnique ? 'yes' : ''
		}
	};
});

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(changeFieldSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const fieldId = event.params.id ?? '';
		const { category } = await getField(db, fieldId);
		await changeField(db, signedIn(event), { fieldId, ...parsed.data }, clock);
		redirect(303, `/admin/equipment/set-up/${category}?saved`);
	}),
	retire: action(async (event, form) => {
		const { db, clock } = event.locals;
		const fieldId = event.params.id ?? '';
		const { category } = await getField(db, fieldId);
		const retire = form.get('retire') === 'yes';
		await retireField(db, signedIn(event), { fieldId, retire }, clock);
		redirect(303, `/admin/equipment/set-up/${category}?saved`);
	})
};
