import { can } from '$lib/people/permissions.ts';
import { getPath } from '$lib/server/training/courses/walk-paths.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const path = await getPath(db, actor, event.params.slug, now);
	return { path, now, mayEdit: can(actor, 'training.edit') };
});
