import { redirect } from '@sveltejs/kit';
import { arranged, sentDefinition } from '$lib/catalogue/editor/sent-definition.ts';
import { treeOfDefinition } from '$lib/catalogue/editor/tree-of-definition.ts';
import { isLocale } from '$lib/i18n/localized.ts';
import { getServiceForEditing } from '$lib/server/catalogue/get-service-for-editing.ts';
import { publishService } from '$lib/server/catalogue/publish-service.ts';
import { setServiceActive } from '$lib/server/catalogue/set-service-active.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => {
	const { db, locale } = event.locals;
	const service = await getServiceForEditing(db, signedIn(event), event.params.slug);
	const { definition, ...rest } = service;
	const { searchParams } = event.url;
	const preview = searchParams.get('preview');
	return {
		...rest,
		title: definition.title,
		tree: treeOfDefinition(definition),
		preview: isLocale(preview) ? preview : locale,
		saved: searchParams.get('saved')
	};
});

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { slug } = event.params;
		const { definition, basedOn, note } = sentDefinition(formValues(form));
		const published = await publishService(
			db,
			signedIn(event),
			{ slug, definition, note, basedOn },
			clock
		);
		redirect(
			303,
			`/admin/catalogue/${slug}?saved=${published.changed ? published.version : 'same'}`
		);
	}),
	arrange: action(async (_, form) => arranged(formValues(form))),
	active: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { slug } = event.params;
		const active = form.get('active') === 'yes';
		await setServiceActive(db, signedIn(event), { slug, active }, clock);
		redirect(303, `/admin/catalogue/${slug}`);
	})
};
