import { can } from '$lib/people/permissions.ts';
import { listAllServices } from '$lib/server/catalogue/list-all-services.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => {
	const actor = signedIn(event);
	return {
		services: await listAllServices(event.locals.db, actor),
		mayEdit: can(actor, 'catalogue.edit')
	};
});
