import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { systemsShape } from '$lib/systems/list-shapes.ts';
import { kindWord } from '$lib/systems/system-words.ts';
import { exportSystems } from '$lib/server/systems/list-systems.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered register as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(systemsShape, url.searchParams);
	const rows = exportSystems(db, signedIn({ locals }), state, clock);
	return exportResponse(
		rows,
		[
			{ heading: m.registers_col_system(), value: (row) => localize(row.name, locale) },
			{ heading: m.registers_col_kind(), value: (row) => kindWord(row.kind) },
			{ heading: m.registers_col_owner(), value: (row) => row.ownerName },
			{ heading: m.registers_col_criticality(), value: (row) => row.criticality },
			{ heading: m.registers_col_holders(), value: (row) => row.holders }
		],
		'systems',
		url.searchParams.get('format')
	);
});
