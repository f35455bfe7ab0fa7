import { actKindWord, actStateWord } from '$lib/equipment/acts/act-words.ts';
import { actsShape } from '$lib/equipment/acts/list-shape.ts';
import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportActs } from '$lib/server/equipment/acts/list-acts.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered acts as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock } = locals;
	const state = parseListState(actsShape, url.searchParams);
	return exportResponse(
		exportActs(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.acts_fact_number(), value: (row) => row.number },
			{ heading: m.acts_col_kind(), value: (row) => actKindWord(row.kind) },
			{ heading: m.acts_day(), value: (row) => isoDay(row.madeAt) },
			{ heading: m.acts_col_state(), value: (row) => actStateWord(row.state) },
			{ heading: m.acts_fact_from(), value: (row) => row.from },
			{ heading: m.acts_fact_to(), value: (row) => row.to },
			{ heading: m.acts_pdf_things(), value: (row) => row.first },
			{ heading: m.acts_things(), value: (row) => row.things },
			{ heading: m.acts_not_signed_yet(), value: (row) => row.waitsFor }
		],
		'acts',
		url.searchParams.get('format')
	);
});
