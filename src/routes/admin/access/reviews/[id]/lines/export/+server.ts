import { lineWords } from '$lib/access/reviews/line-words.ts';
import { linesShape } from '$lib/access/reviews/review-shapes.ts';
import { removalWord, standWord } from '$lib/access/reviews/review-words.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportLines } from '$lib/server/access/reviews/list-lines.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered lines of a round as a file. */
export const GET = answering(async ({ locals, params, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(linesShape, url.searchParams);
	const campaignId = params.id ?? '';
	return exportResponse(
		await exportLines(db, signedIn({ locals }), { campaignId, state }, clock),
		[
			{ heading: m.reviews_col_person(), value: (row) => row.personName },
			{ heading: m.reviews_col_unit(), value: (row) => localize(row.unitName, locale) },
			{ heading: m.reviews_col_what(), value: (row) => lineWords(row, locale) },
			{ heading: m.reviews_col_reviewer(), value: (row) => row.reviewerName },
			{ heading: m.reviews_col_answer(), value: (row) => standWord(row.stand) },
			{ heading: m.reviews_col_answered_by(), value: (row) => row.answeredBy },
			{ heading: m.reviews_col_answered_at(), value: (row) => row.answeredAt },
			{ heading: m.reviews_col_comment(), value: (row) => row.comment },
			{ heading: m.reviews_col_removal(), value: (row) => row.removal && removalWord(row.removal) },
			{ heading: m.reviews_col_remove_by(), value: (row) => row.dueOn }
		],
		'review',
		url.searchParams.get('format')
	);
});
