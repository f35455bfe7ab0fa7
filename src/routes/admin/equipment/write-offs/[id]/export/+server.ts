import { wipeWord } from '$lib/equipment/write-off-words.ts';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { getWriteOff } from '$lib/server/equipment/writeoff/get-write-off.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The things of a write-off as a table for the accounts. */
export const GET = answering(async ({ locals, params, url }: RequestEvent) => {
	const { db, locale } = locals;
	const found = await getWriteOff(db, signedIn({ locals }), params.id ?? '');
	const rows = async function* () {
		yield* found.lines;
	};
	const euros = (cents: number | null) => (cents === null ? null : cents / 100);
	return exportResponse(
		rows(),
		[
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{
				heading: m.registers_field_category(),
				value: (row) => localize(row.categoryName, locale)
			},
			{ heading: m.registers_field_model(), value: (row) => row.model },
			{ heading: m.registers_fact_serial(), value: (row) => row.serial },
			{ heading: m.registers_fact_bought(), value: (row) => row.boughtOn },
			{ heading: m.writeoff_price_eur(), value: (row) => euros(row.priceCents) },
			{ heading: m.writeoff_book_value_eur(), value: (row) => euros(row.bookValueCents) },
			{ heading: m.writeoff_reason(), value: () => found.reason },
			{ heading: m.writeoff_condition(), value: (row) => row.condition },
			{
				heading: m.writeoff_wiped(),
				value: (row) => row.wipeMethod && wipeWord(row.wipeMethod)
			},
			{ heading: m.writeoff_act(), value: () => found.actNumber }
		],
		'write-off',
		url.searchParams.get('format')
	);
});
