import { budgetYear } from '$lib/equipment/budget-year.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { budgetItems } from '$lib/server/equipment/lifecycle/budget-plan.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The plan of a budget year, thing by thing, as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const thisYear = Number(isoDay(clock.now()).slice(0, 4));
	const year = budgetYear(url.searchParams.get('year'), thisYear);
	return exportResponse(
		budgetItems(db, signedIn({ locals }), year),
		[
			{
				heading: m.lifecycle_budget_unit(),
				value: (row) => row.unitName && localize(row.unitName, locale)
			},
			{
				heading: m.registers_col_place(),
				value: (row) => row.placeName && localize(row.placeName, locale)
			},
			{ heading: m.registers_field_room(), value: (row) => row.room },
			{ heading: m.registers_fact_number(), value: (row) => row.inventoryNumber },
			{
				heading: m.registers_field_category(),
				value: (row) => localize(row.categoryName, locale)
			},
			{ heading: m.registers_field_model(), value: (row) => row.model },
			{ heading: m.registers_fact_bought(), value: (row) => row.boughtOn },
			{ heading: m.lifecycle_life_ends(), value: (row) => row.lifeEndsOn },
			{
				heading: m.lifecycle_price_eur(),
				value: (row) => (row.priceCents === null ? null : row.priceCents / 100)
			}
		],
		`budget-${year}`,
		url.searchParams.get('format')
	);
});
