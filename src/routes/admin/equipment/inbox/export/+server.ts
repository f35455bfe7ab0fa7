import {
	findingKindWord,
	findingStateWord,
	registeredWords,
	seenWords
} from '$lib/equipment/inventory/finding-words.ts';
import { findingsShape } from '$lib/equipment/inventory/findings-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportFindings } from '$lib/server/equipment/inventory/list-findings.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered inbox as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(findingsShape, url.searchParams);
	return exportResponse(
		exportFindings(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.inventory_col_what(), value: (row) => findingKindWord(row.kind) },
			{ heading: m.inventory_filter_state(), value: (row) => findingStateWord(row.state) },
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{ heading: m.registers_field_model(), value: (row) => row.model ?? row.device.model },
			{ heading: m.registers_field_serial(), value: (row) => row.device.serial },
			{ heading: m.inventory_col_register(), value: (row) => registeredWords(row, locale) },
			{ heading: m.inventory_col_reality(), value: (row) => seenWords(row, locale) },
			{ heading: m.inventory_col_site(), value: (row) => row.siteName },
			{ heading: m.inventory_col_seen(), value: (row) => row.lastSeenAt.toISOString() },
			{ heading: m.inventory_col_times(), value: (row) => row.times },
			{ heading: m.inventory_reason(), value: (row) => row.note }
		],
		'inventory',
		url.searchParams.get('format')
	);
});
