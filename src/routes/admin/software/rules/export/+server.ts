import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { nameMatchWord } from '$lib/software/case-words.ts';
import { rulesShape } from '$lib/software/legality-shapes.ts';
import { exportRules } from '$lib/server/software/installations/list-rules.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered rules as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock } = locals;
	const state = parseListState(rulesShape, url.searchParams);
	return exportResponse(
		exportRules(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.legality_rule_match(), value: (row) => nameMatchWord(row.nameMatch) },
			{ heading: m.legality_col_rule(), value: (row) => row.name },
			{ heading: m.legality_col_maker(), value: (row) => row.publisher },
			{
				heading: m.legality_col_product(),
				value: (row) => row.product ?? m.legality_known_ignored()
			},
			{ heading: m.legality_col_titles(), value: (row) => row.titles },
			{ heading: m.legality_col_taught(), value: (row) => row.taughtAt.toISOString() }
		],
		'software-rules',
		url.searchParams.get('format')
	);
});
