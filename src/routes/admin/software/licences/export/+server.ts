import { isoDay } from '$lib/format/moments.ts';
import { typedAmount } from '$lib/format/money.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { licenceStanding, metricWord, standingWord } from '$lib/software/licence-words.ts';
import { licencesShape } from '$lib/software/list-shape.ts';
import { exportLicences } from '$lib/server/software/licences/list-licences.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered licences as a file, which can be brought in again. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(licencesShape, url.searchParams);
	const today = isoDay(clock.now());
	return exportResponse(
		exportLicences(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.licences_field_slug(), value: (row) => row.slug },
			{ heading: m.licences_field_product(), value: (row) => row.product },
			{ heading: m.licences_col_metric(), value: (row) => metricWord(row.metric) },
			{ heading: m.licences_quantity(), value: (row) => row.quantity },
			{ heading: m.licences_valid_from(), value: (row) => row.validFrom },
			{ heading: m.licences_valid_until(), value: (row) => row.validUntil },
			{
				heading: m.licences_place(),
				value: (row) => (row.place ? localize(row.place, locale) : '')
			},
			{ heading: m.licences_reference(), value: (row) => row.reference },
			{
				heading: m.licences_price(),
				value: (row) => (row.priceCents === null ? null : typedAmount(row.priceCents))
			},
			{ heading: m.licences_reseller(), value: (row) => row.reseller },
			{ heading: m.licences_note(), value: (row) => row.note },
			{
				heading: m.licences_col_state(),
				value: (row) => standingWord(licenceStanding(row, today))
			}
		],
		'licences',
		url.searchParams.get('format')
	);
});
