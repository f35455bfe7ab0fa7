import { visibleRegisters } from '$lib/shell/desk-places.ts';
import { listSavedViews } from '$lib/server/lists/saved-views.ts';
import { railCounts } from '$lib/server/requests/queries/queue.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	event.depends('abilaud:desk');
	const registers = visibleRegisters(actor);
	const worksOn = registers.includes('requests');
	const [views, counts] = await Promise.all([
		worksOn ? listSavedViews(db, actor, 'requests') : [],
		worksOn ? railCounts(db, actor, event.locals.clock.now()) : {}
	]);
	return {
		registers,
		counts,
		views: views.map(({ id, name, query, mine }) => ({ id, name, query, mine }))
	};
};
