import { can } from '$lib/people/permissions.ts';
import { listTemplates } from '$lib/server/notices/writing/list-templates.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	return {
		templates: await listTemplates(db, actor, locale),
		mayEdit: can(actor, 'notices.keep_templates')
	};
});
