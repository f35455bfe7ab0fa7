import { bundlesShape } from '$lib/access/bundle-list-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { listBundles, type BundleRow } from '$lib/server/access/bundles/list-bundles.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(bundlesShape, event.url.searchParams);
	const page = await listBundles(db, actor, state, clock);
	const view: ListView<BundleRow> = {
		shape: bundlesShape,
		state,
		columns: [
			{ key: 'name', label: m.moves_col_bundle(), sort: 'name', class: 'c-what' },
			{ key: 'for', label: m.moves_col_for() },
			{ key: 'lines', label: m.moves_col_lines() },
			{ key: 'changed', label: m.moves_col_changed(), sort: 'changed' }
		],
		filters: [
			{
				key: 'active',
				label: m.moves_filter_active(),
				kind: 'choice',
				options: [
					{ value: 'true', label: m.moves_yes() },
					{ value: 'false', label: m.moves_no() }
				]
			}
		],
		...page
	};
	return {
		view,
		now: clock.now(),
		mayEdit: can(actor, 'systems.edit'),
		editsPeople: can(actor, 'people.edit'),
		saved: event.url.searchParams.has('saved')
	};
});
