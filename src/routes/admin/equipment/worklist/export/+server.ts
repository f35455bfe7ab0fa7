import { itemStateWord } from '$lib/equipment/item-words.ts';
import { worklistShape } from '$lib/equipment/worklist-shape.ts';
import { worklistWord } from '$lib/equipment/worklist-words.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportWorklist } from '$lib/server/equipment/lifecycle/worklist.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered worklist as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(worklistShape, url.searchParams);
	return exportResponse(
		exportWorklist(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{ heading: m.registers_field_model(), value: (row) => row.model },
			{ heading: m.registers_col_state(), value: (row) => itemStateWord(row.state) },
			{ heading: m.lifecycle_why(), value: (row) => row.reasons.map(worklistWord).join(', ') },
			{ heading: m.registers_fact_holder(), value: (row) => row.holderName },
			{
				heading: m.registers_fact_unit(),
				value: (row) => row.unitName && localize(row.unitName, locale)
			},
			{
				heading: m.registers_col_place(),
				value: (row) => row.placeName && localize(row.placeName, locale)
			},
			{ heading: m.registers_field_room(), value: (row) => row.room },
			{ heading: m.lifecycle_warranty_until(), value: (row) => row.warrantyUntil },
			{ heading: m.lifecycle_life_ends(), value: (row) => row.lifeEndsOn }
		],
		'worklist',
		url.searchParams.get('format')
	);
});
