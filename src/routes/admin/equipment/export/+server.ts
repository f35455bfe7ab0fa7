import { itemStateWord } from '$lib/equipment/item-words.ts';
import { itemsShape } from '$lib/equipment/list-shape.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportItems } from '$lib/server/equipment/list-items.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered register as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(itemsShape, url.searchParams);
	const rows = exportItems(db, signedIn({ locals }), state, clock);
	return exportResponse(
		rows,
		[
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{ heading: m.registers_field_category(), value: (row) => localize(row.categoryName, locale) },
			{ heading: m.registers_field_model(), value: (row) => row.model },
			{ heading: m.registers_col_state(), value: (row) => itemStateWord(row.state) },
			{ heading: m.registers_fact_holder(), value: (row) => row.holderName },
			{ heading: m.registers_col_given(), value: (row) => row.heldSince },
			{
				heading: m.registers_fact_unit(),
				value: (row) => row.unitName && localize(row.unitName, locale)
			},
			{
				heading: m.registers_col_place(),
				value: (row) => row.placeName && localize(row.placeName, locale)
			},
			{ heading: m.registers_field_room(), value: (row) => row.room }
		],
		'equipment',
		url.searchParams.get('format')
	);
});
