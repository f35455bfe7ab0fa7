import { redirect } from '@sveltejs/kit';
import { addFieldSchema, changeCategorySchema } from '$lib/equipment/set-up-schemas.ts';
import { getCategory } from '$lib/server/equipment/register/get-set-up.ts';
import { changeCategory, retireCategory } from '$lib/server/equipment/register/save-category.ts';
import { addField } from '$lib/server/equipment/register/save-field.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const category = await getCategory(event.locals.db, event.params.code);
	const { name, icon, lifeMonths, holdsData } = category;
	return {
		category,
		values: {
			...{ name_et: name.et, name_ru: name.ru, name_en: name.en ?? '', icon },
			lifeMonths: lifeMonths === null ? '' : String(lifeMonths),
			holdsData: holdsData ? 'yes' : ''
		},
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(changeCategorySchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const code = event.params.code ?? '';
		await changeCategory(db, signedIn(event), { code, ...parsed.data }, clock);
		redirect(303, '/admin/equipment/set-up?saved');
	}),
	retire: action(async (event, form) => {
		const { db, clock } = event.locals;
		const code = event.params.code ?? '';
		const retire = form.get('retire') === 'yes';
		await retireCategory(db, signedIn(event), { code, retire }, clock);
		redirect(303, '/admin/equipment/set-up?saved');
	}),
	add_field: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(addFieldSchema, form);
		const category = event.params.code ?? '';
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, about: 'field' });
		await addField(db, signedIn(event), { category, ...parsed.data }, clock);
		redirect(303, `/admin/equipment/set-up/${category}?saved`);
	})
};
