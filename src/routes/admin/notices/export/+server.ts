import { parseListState } from '$lib/lists/list-state.ts';
import { noticesShape } from '$lib/notices/list-shape.ts';
import { noticeTitle } from '$lib/notices/notice-title.ts';
import {
	impactWord,
	kindWord,
	noticeNumberText,
	noticeStateWord
} from '$lib/notices/notice-words.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportNotices } from '$lib/server/notices/writing/list-notices.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered list of notices as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(noticesShape, url.searchParams);
	return exportResponse(
		exportNotices(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.notice_writing_col_number(), value: (row) => noticeNumberText(row.number) },
			{ heading: m.notice_writing_col_notice(), value: (row) => noticeTitle(row.titles, locale) },
			{ heading: m.notice_writing_kind(), value: (row) => kindWord[row.kind]() },
			{ heading: m.notice_writing_col_state(), value: (row) => noticeStateWord[row.state]() },
			{ heading: m.notice_writing_col_impact(), value: (row) => impactWord[row.impact]() },
			{ heading: m.notice_writing_starts(), value: (row) => row.startsAt },
			{ heading: m.notice_writing_ends(), value: (row) => row.plannedEndAt },
			{ heading: m.notice_writing_col_announced(), value: (row) => row.announcedAt },
			{ heading: m.notice_writing_owner(), value: (row) => row.ownerName },
			{ heading: m.notice_writing_col_readers(), value: (row) => row.readers },
			{ heading: m.notice_writing_col_informed(), value: (row) => row.informed },
			{ heading: m.notice_writing_col_seen(), value: (row) => row.seen }
		],
		'notices',
		url.searchParams.get('format')
	);
});
