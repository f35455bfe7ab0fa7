import { LEAVING_STANDINGS } from '$lib/access/leaving-lines.ts';
import { leavingStandingWord } from '$lib/access/leaving-words.ts';
import { leavingsShape } from '$lib/access/leavings-shape.ts';
import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { listLeavings } from '$lib/server/access/leaving/list-leavings.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(leavingsShape, event.url.searchParams);
	const [page, units] = await Promise.all([
		listLeavings(db, actor, state, clock),
		listUnitOptions(db, locale)
	]);
	return {
		view: {
			shape: leavingsShape,
			state,
			columns: [
				{ key: 'name', label: m.people_col_name(), class: 'c-what' },
				{ key: 'unit', label: m.people_col_unit() },
				{ key: 'manager', label: m.leaving_col_manager() },
				{ key: 'day', label: m.leaving_col_day(), sort: 'day' },
				{ key: 'left', label: m.leaving_col_left() }
			],
			filters: [
				{
					key: 'state',
					label: m.leaving_filter_state(),
					kind: 'choice' as const,
					options: LEAVING_STANDINGS.map((value) => ({ value, label: leavingStandingWord(value) }))
				},
				{ key: 'unit', label: m.people_col_unit(), kind: 'choice' as const, options: units }
			],
			...page
		},
		mayEdit: can(actor, 'people.edit'),
		today: isoDay(clock.now())
	};
});
