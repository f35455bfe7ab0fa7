import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { installationsShape } from '$lib/software/legality-shapes.ts';
import { exportInstallations } from '$lib/server/software/installations/list-installations.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';
import { knownWord } from '../installation-list.ts';

/** The filtered list of what is installed as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(installationsShape, url.searchParams);
	return exportResponse(
		exportInstallations(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.legality_filter_product(), value: (row) => row.product },
			{ heading: m.legality_filter_known(), value: (row) => row.title },
			{ heading: m.legality_col_maker(), value: (row) => row.publisher },
			{ heading: m.legality_filter_state(), value: (row) => knownWord(row.known) },
			{ heading: m.legality_col_version(), value: (row) => row.version },
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{ heading: m.legality_col_device(), value: (row) => row.model ?? row.device },
			{ heading: m.legality_col_who(), value: (row) => row.holder },
			{ heading: m.legality_col_unit(), value: (row) => row.unit && localize(row.unit, locale) },
			{ heading: m.legality_col_since(), value: (row) => row.since.toISOString() },
			{ heading: m.legality_col_seen(), value: (row) => row.lastSeenAt.toISOString() },
			{ heading: m.legality_col_gone(), value: (row) => row.goneAt?.toISOString() ?? null }
		],
		'installations',
		url.searchParams.get('format')
	);
});
