import { changesShape } from '$lib/access/change-list-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { lateUntil, listChanges } from '$lib/server/access/changes/list-changes.ts';
import { readyShare } from '$lib/server/access/changes/ready-share.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { changeView } from './change-view.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(changesShape, event.url.searchParams);
	const [page, share, late] = await Promise.all([
		listChanges(db, actor, state, clock),
		readyShare(db, actor, clock),
		lateUntil(db, clock)
	]);
	return {
		view: changeView(state, page),
		share,
		late,
		now: clock.now(),
		mayEdit: can(actor, 'people.edit'),
		mayMove: can(actor, 'rights.grant')
	};
});
