import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { languageWords, sourceWord } from '$lib/training/authoring/authoring-words.ts';
import { modulesShape } from '$lib/training/authoring/list-shapes.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { exportModules } from '$lib/server/training/authoring/list-modules.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered list of modules as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(modulesShape, url.searchParams);
	return exportResponse(
		exportModules(db, signedIn({ locals }), state, clock),
		[
			{
				heading: m.authoring_col_module(),
				value: (row) => localize(moduleTitle(row.titles), locale)
			},
			{ heading: m.authoring_fact_key(), value: (row) => row.key },
			{ heading: m.authoring_fact_version(), value: (row) => row.version },
			{ heading: m.authoring_filter_source(), value: (row) => sourceWord(row.source) },
			{ heading: m.authoring_col_languages(), value: (row) => languageWords(row.languages) },
			{ heading: m.authoring_col_assigned(), value: (row) => row.assigned },
			{ heading: m.authoring_col_started(), value: (row) => row.started },
			{ heading: m.authoring_col_passed(), value: (row) => row.passed },
			{ heading: m.authoring_col_overdue(), value: (row) => row.overdue },
			{ heading: m.authoring_col_minutes(), value: (row) => row.medianMinutes },
			{ heading: m.authoring_col_changed(), value: (row) => row.updatedAt }
		],
		'training',
		url.searchParams.get('format')
	);
});
