import { itemStateWord } from '$lib/equipment/item-words.ts';
import { itemsShape } from '$lib/equipment/list-shape.ts';
import { ownValueText } from '$lib/equipment/own-value-text.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportItems, type ExportedItem } from '$lib/server/equipment/export-items.ts';
import { listCategories } from '$lib/server/equipment/register/categories.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered register as a file. */
export const GET = guarded(async ({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(itemsShape, url.searchParams);
	const actor = signedIn({ locals });
	const kinds = await listCategories(db);
	const own = kinds.flatMap(({ fields }) => fields);
	const rows = exportItems(db, actor, state, clock);
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
			{ heading: m.registers_field_room(), value: (row) => row.room },
			{ heading: m.registers_fact_serial(), value: (row) => row.serial },
			{ heading: m.equipment_field_own_tag(), value: (row) => row.ownTag },
			{ heading: m.equipment_field_supplier(), value: (row) => row.supplier },
			{ heading: m.equipment_field_order(), value: (row) => row.orderNumber },
			{
				heading: m.equipment_field_price(),
				value: (row) => (row.priceCents === null ? null : row.priceCents / 100)
			},
			{ heading: m.registers_field_bought(), value: (row) => row.boughtOn },
			{ heading: m.registers_fact_warranty(), value: (row) => row.warrantyUntil },
			{ heading: m.equipment_fact_life_ends(), value: (row) => row.lifeEndsOn },
			...own.map((field) => ({
				heading: localize(field.label, locale),
				value: ({ own: values }: ExportedItem) => {
					const value = values[field.id];
					return value === undefined ? null : ownValueText(field, value, locale);
				}
			})),
			{ heading: m.registers_field_note(), value: (row) => row.note }
		],
		'equipment',
		url.searchParams.get('format')
	);
});
