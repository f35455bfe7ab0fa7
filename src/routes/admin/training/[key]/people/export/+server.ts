import { localize } from '$lib/i18n/localized.ts';
import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { dutyState, dutyWord, originWord } from '$lib/training/authoring/authoring-words.ts';
import { obligationsShape } from '$lib/training/authoring/list-shapes.ts';
import { exportObligations } from '$lib/server/training/authoring/list-obligations.ts';
import { getModuleName } from '$lib/server/training/authoring/module-name.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** Who has, had or did a module, as a file. */
export const GET = guarded(async ({ locals, params, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const actor = signedIn({ locals });
	const state = parseListState(obligationsShape, url.searchParams);
	const today = isoDay(clock.now());
	// A file that has begun cannot say any more that there is no such module.
	const { slug } = await getModuleName(db, params.key);
	return exportResponse(
		exportObligations(db, actor, params.key, state, clock),
		[
			{ heading: m.authoring_col_person(), value: (row) => row.name },
			{ heading: m.authoring_filter_unit(), value: (row) => localize(row.unitName, locale) },
			{ heading: m.authoring_filter_state(), value: (row) => dutyWord(dutyState(row, today)) },
			{ heading: m.authoring_col_due(), value: (row) => row.dueOn },
			{ heading: m.authoring_col_why(), value: (row) => originWord(row.origin) },
			{ heading: m.authoring_col_since(), value: (row) => row.assignedAt },
			{ heading: m.authoring_col_done(), value: (row) => row.doneAt },
			{ heading: m.authoring_fact_version(), value: (row) => row.version },
			{ heading: m.authoring_col_score(), value: (row) => row.score },
			{ heading: m.authoring_col_valid(), value: (row) => row.validUntil },
			{ heading: m.authoring_col_reason(), value: (row) => row.reason }
		],
		slug,
		url.searchParams.get('format')
	);
});
