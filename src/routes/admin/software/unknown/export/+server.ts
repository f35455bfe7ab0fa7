import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { unknownShape } from '$lib/software/legality-shapes.ts';
import { exportUnknown } from '$lib/server/software/installations/list-unknown.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered queue of unknown names as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock } = locals;
	const state = parseListState(unknownShape, url.searchParams);
	return exportResponse(
		exportUnknown(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.legality_col_rule(), value: (row) => row.name },
			{ heading: m.legality_col_maker(), value: (row) => row.publisher },
			{ heading: m.legality_col_version(), value: (row) => row.version },
			{ heading: m.legality_col_devices(), value: (row) => row.devices },
			{ heading: m.legality_col_since(), value: (row) => row.since.toISOString() }
		],
		'unknown-names',
		url.searchParams.get('format')
	);
});
