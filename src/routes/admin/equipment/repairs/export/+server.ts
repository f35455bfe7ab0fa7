import { repairOutcomeWord } from '$lib/equipment/repair-words.ts';
import { repairsShape } from '$lib/equipment/repairs-shape.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportRepairs } from '$lib/server/equipment/repair/list-repairs.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered repairs as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(repairsShape, url.searchParams);
	return exportResponse(
		exportRepairs(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{ heading: m.registers_field_model(), value: (row) => row.model },
			{
				heading: m.registers_fact_unit(),
				value: (row) => row.unitName && localize(row.unitName, locale)
			},
			{ heading: m.repair_vendor(), value: (row) => row.vendor },
			{ heading: m.repair_fault(), value: (row) => row.fault },
			{
				heading: m.repair_warranty(),
				value: (row) => (row.underWarranty ? m.repair_under_warranty() : m.repair_paid())
			},
			{ heading: m.repair_sent(), value: (row) => row.sentOn },
			{ heading: m.repair_expected(), value: (row) => row.expectedOn },
			{ heading: m.repair_returned(), value: (row) => row.returnedOn },
			{
				heading: m.repair_outcome(),
				value: (row) => row.outcome && repairOutcomeWord(row.outcome)
			},
			{
				heading: m.repair_cost_eur(),
				value: (row) => (row.costCents === null ? null : row.costCents / 100)
			}
		],
		'repairs',
		url.searchParams.get('format')
	);
});
