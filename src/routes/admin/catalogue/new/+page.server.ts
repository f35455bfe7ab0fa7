import { redirect } from '@sveltejs/kit';
import { startTree } from '$lib/catalogue/editor/editor-tree.ts';
import { arranged, sentDefinition } from '$lib/catalogue/editor/sent-definition.ts';
import { isLocale } from '$lib/i18n/localized.ts';
import { publishService } from '$lib/server/catalogue/publish-service.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const preview = event.url.searchParams.get('preview');
	return { tree: startTree(), preview: isLocale(preview) ? preview : event.locals.locale };
};

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const sent = { ...sentDefinition(formValues(form)), basedOn: 0 };
		await publishService(db, signedIn(event), sent, clock);
		redirect(303, `/admin/catalogue/${sent.slug}?saved=1`);
	}),
	arrange: action(async (_, form) => arranged(formValues(form)))
};
