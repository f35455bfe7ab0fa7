import { can } from '$lib/people/permissions.ts';
import { listCategories } from '$lib/server/equipment/register/categories.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => ({
	kinds: await listCategories(event.locals.db),
	mayEdit: can(signedIn(event), 'equipment.set_up'),
	saved: event.url.searchParams.has('saved')
}));
