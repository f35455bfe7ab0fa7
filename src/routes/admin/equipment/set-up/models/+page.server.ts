import { can } from '$lib/people/permissions.ts';
import { listCategories } from '$lib/server/equipment/register/categories.ts';
import { listModels } from '$lib/server/equipment/register/list-models.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const [models, kinds] = await Promise.all([listModels(db), listCategories(db)]);
	return {
		models,
		kinds: kinds.map(({ code, name }) => ({ code, name })),
		mayEdit: can(signedIn(event), 'equipment.set_up'),
		saved: event.url.searchParams.has('saved')
	};
});
