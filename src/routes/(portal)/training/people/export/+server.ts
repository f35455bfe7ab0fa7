import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { dutyWord } from '$lib/training/authoring/authoring-words.ts';
import { myPeopleShape } from '$lib/training/authoring/list-shapes.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { exportMyPeople } from '$lib/server/training/authoring/list-my-people.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The training of my people as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(myPeopleShape, url.searchParams);
	return exportResponse(
		exportMyPeople(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.authoring_col_person(), value: (row) => row.name },
			{ heading: m.authoring_filter_unit(), value: (row) => localize(row.unitName, locale) },
			{
				heading: m.authoring_col_module(),
				value: (row) => localize(moduleTitle(row.titles), locale)
			},
			{ heading: m.authoring_filter_state(), value: (row) => dutyWord(row.state) },
			{ heading: m.authoring_col_due(), value: (row) => row.dueOn },
			{ heading: m.authoring_col_done(), value: (row) => row.doneAt },
			{ heading: m.authoring_col_valid(), value: (row) => row.validUntil },
			{ heading: m.authoring_col_score(), value: (row) => row.score }
		],
		'my-people-training',
		url.searchParams.get('format')
	);
});
