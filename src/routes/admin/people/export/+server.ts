import { parseListState } from '$lib/lists/list-state.ts';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { peopleShape } from '$lib/people/list-shapes.ts';
import { roleWord } from '$lib/people/people-words.ts';
import { listAll } from '$lib/server/lists/list-page.ts';
import { peopleList, type PersonRow } from '$lib/server/people/list-people.ts';
import type { ExportColumn } from '$lib/server/lists/export-list.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestHandler } from './$types';

/** The filtered list of people as a file. */
export const GET: RequestHandler = (event) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const { searchParams } = event.url;
	const state = parseListState(peopleShape, searchParams);
	const columns: ExportColumn<PersonRow>[] = [
		{ heading: m.people_col_name(), value: (row) => row.name },
		{ heading: m.people_col_email(), value: (row) => row.email },
		{ heading: m.people_col_position(), value: (row) => row.position },
		{ heading: m.people_col_phone(), value: (row) => row.phone },
		{ heading: m.people_col_unit(), value: (row) => localize(row.unitName, locale) },
		{
			heading: m.people_col_place(),
			value: (row) => row.placeName && localize(row.placeName, locale)
		},
		{ heading: m.people_col_manager(), value: (row) => row.managerName },
		{ heading: m.people_col_roles(), value: (row) => row.roles.map(roleWord).join(', ') },
		{ heading: m.people_field_starts(), value: (row) => row.startsOn },
		{ heading: m.people_field_ends(), value: (row) => row.endsOn }
	];
	const rows = listAll(db, peopleList(state), { actor, now: clock.now() }, state);
	return exportResponse(rows, columns, 'people', searchParams.get('format'));
};
