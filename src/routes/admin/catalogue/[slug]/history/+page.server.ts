import { redirect } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { getServiceForEditing } from '$lib/server/catalogue/get-service-for-editing.ts';
import { listServiceVersions } from '$lib/server/catalogue/list-service-versions.ts';
import { restoreServiceVersion } from '$lib/server/catalogue/restore-service-version.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	const service = await getServiceForEditing(db, actor, event.params.slug);
	return {
		slug: service.slug,
		title: service.definition.title,
		version: service.version,
		versions: await listServiceVersions(db, actor, service.id)
	};
});

export const actions: Actions = {
	restore: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { slug } = event.params;
		const published = await restoreServiceVersion(
			db,
			signedIn(event),
			{
				slug,
				versionId: String(form.get('version')),
				basedOn: Number(form.get('basedOn')),
				note: m.catalogue_restored_note({ version: String(form.get('number')) })
			},
			clock
		);
		redirect(
			303,
			`/admin/catalogue/${slug}?saved=${published.changed ? published.version : 'same'}`
		);
	})
};
