import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/paraglide/messages.js';
import { getServiceForEditing } from '$lib/server/catalogue/get-service-for-editing.ts';
import { listServiceVersions } from '$lib/server/catalogue/list-service-versions.ts';
import { restoreServiceVersion } from '$lib/server/catalogue/restore-service-version.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'errors_invalid'), v.transform(Number));
const schema = v.object({
	version: v.pipe(v.string(), v.uuid('errors_invalid')),
	number: wholeNumber,
	basedOn: wholeNumber
});

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
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const { slug } = event.params;
		const { version, number, basedOn } = parsed.data;
		const published = await restoreServiceVersion(
			db,
			signedIn(event),
			{
				slug,
				versionId: version,
				basedOn,
				note: m.catalogue_restored_note({ version: String(number) })
			},
			clock
		);
		redirect(
			303,
			`/admin/catalogue/${slug}?saved=${published.changed ? published.version : 'same'}`
		);
	})
};
