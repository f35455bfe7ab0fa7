import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { placesShape } from '$lib/people/list-shapes.ts';
import { hoursWord } from '$lib/people/people-words.ts';
import { can } from '$lib/people/permissions.ts';
import { PLACE_HOURS } from '$lib/working-time/place-hours.ts';
import { listPage } from '$lib/server/lists/list-page.ts';
import { listDistricts, placesList } from '$lib/server/people/list-places.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(placesShape, event.url.searchParams);
	const [page, districts] = await Promise.all([
		listPage(db, placesList, { actor, now: clock.now() }, state),
		listDistricts(db)
	]);
	const columns = [
		{ key: 'name', label: m.people_col_place(), sort: 'name', class: 'c-what' },
		{ key: 'district', label: m.people_col_district() },
		{ key: 'hours', label: m.people_col_hours() },
		{ key: 'head', label: m.people_col_head() },
		{ key: 'people', label: m.people_col_people() }
	];
	return {
		view: { shape: placesShape, state, columns, filters: filters(districts), ...page },
		mayEdit: can(actor, 'people.edit'),
		saved: event.url.searchParams.has('saved')
	};
});

const filters = (districts: string[]): FilterView[] => [
	{
		key: 'district',
		label: m.people_col_district(),
		kind: 'choice',
		options: districts.map((value) => ({ value, label: value }))
	},
	{
		key: 'hours',
		label: m.people_col_hours(),
		kind: 'choice',
		options: PLACE_HOURS.map((value) => ({ value, label: hoursWord(value) }))
	},
	{
		key: 'active',
		label: m.people_filter_active(),
		kind: 'choice',
		options: [
			{ value: 'true', label: m.people_yes() },
			{ value: 'false', label: m.people_no() }
		]
	}
];
