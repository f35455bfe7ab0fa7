import { leavingStandingWord } from '$lib/access/leaving-words.ts';
import { leavingsShape } from '$lib/access/leavings-shape.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportLeavings } from '$lib/server/access/leaving/list-leavings.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered leavers as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(leavingsShape, url.searchParams);
	return exportResponse(
		exportLeavings(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.people_col_name(), value: (row) => row.name },
			{ heading: m.people_col_position(), value: (row) => row.position },
			{ heading: m.people_col_unit(), value: (row) => localize(row.unitName, locale) },
			{ heading: m.leaving_col_manager(), value: (row) => row.managerName },
			{ heading: m.leaving_col_day(), value: (row) => row.day },
			{ heading: m.leaving_filter_state(), value: (row) => leavingStandingWord(row.state) },
			{ heading: m.leaving_col_left(), value: (row) => row.still }
		],
		'leavers',
		url.searchParams.get('format')
	);
});
