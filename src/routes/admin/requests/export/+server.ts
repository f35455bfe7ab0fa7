import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { formatNumber } from '$lib/requests/request-number.ts';
import { statusWord } from '$lib/requests/request-looks.ts';
import { localize, type LocalizedText } from '$lib/i18n/localized.ts';
import { formatDate } from '$lib/format/dates.ts';
import { listAll } from '$lib/server/lists/list-page.ts';
import { queueList, queueShape, withDefaultView } from '$lib/server/requests/queries/queue.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered queue as CSV or XLSX, streamed; only rows of the person's own units. */
export const GET = guarded((event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const params = event.url.searchParams;
	const state = withDefaultView(parseListState(queueShape, params));
	const rows = listAll(db, queueList, { actor, now: clock.now() }, state);
	return exportResponse(
		rows,
		[
			{ heading: m.queue_col_number(), value: (row) => formatNumber(row.number) },
			{ heading: m.queue_col_what(), value: (row) => row.title },
			{ heading: m.queue_for_whom(), value: (row) => row.beneficiaryName },
			{
				heading: m.queue_filter_unit(),
				value: (row) => localize(row.unitName as LocalizedText, locale)
			},
			{ heading: m.queue_filter_status(), value: (row) => statusWord(row.status) },
			{ heading: m.queue_col_hands(), value: (row) => row.heldByName },
			{ heading: m.queue_filter_submitted(), value: (row) => formatDate(row.submittedAt, locale) },
			{ heading: m.queue_col_due(), value: (row) => formatDate(row.promisedAt, locale) }
		],
		'requests',
		params.get('format')
	);
});
