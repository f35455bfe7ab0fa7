import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { ledgerShape } from '$lib/notices/ledger/ledger-shape.ts';
import {
	afterWord,
	answerWord,
	reachWord,
	waveWord,
	whyWords
} from '$lib/notices/ledger/ledger-words.ts';
import { noticeNumberText } from '$lib/notices/notice-words.ts';
import { addressedNotice } from '$lib/notices/parse-number.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportReaders } from '$lib/server/notices/audience/list-readers.ts';
import { getNoticeHead } from '$lib/server/notices/audience/notice-head.ts';
import { listReasonsOf } from '$lib/server/notices/audience/list-reasons.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import { lineMaker } from '../ledger-list.ts';
import type { RequestEvent } from './$types';

/** The filtered ledger as a file: the proof who was told what, when and how. */
export const GET = answering(async ({ locals, params, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const actor = signedIn({ locals });
	const state = parseListState(ledgerShape, url.searchParams);
	const head = await getNoticeHead(db, actor, addressedNotice(params));
	const names = await listReasonsOf(db, head.id);
	const lineOf = lineMaker(names, locale, clock.now());
	return exportResponse(
		exportReaders(db, actor, head.id, state, clock),
		[
			{ heading: m.notice_audience_col_person(), value: (row) => row.name },
			{ heading: m.notice_audience_paper_position(), value: (row) => row.position },
			{ heading: m.notice_audience_col_unit(), value: (row) => localize(row.unitName, locale) },
			{ heading: m.notice_audience_col_reach(), value: (row) => reachWord[row.reach]() },
			{
				heading: m.notice_audience_col_why(),
				value: (row) =>
					row.reasons.map((reason) => whyWords(reason, names(reason), locale)).join('; ')
			},
			{
				heading: m.notice_audience_col_messages(),
				value: (row) => lineOf(row).messages.join('; ')
			},
			{ heading: m.notice_audience_reach_read(), value: (row) => row.seenAt },
			{ heading: answerWord.acknowledged(), value: (row) => row.acknowledgedAt },
			{
				heading: m.notice_audience_col_after(),
				value: (row) => (row.missed ? afterWord.missed() : row.toldAfterAt)
			},
			{ heading: m.notice_audience_hand_act(), value: (row) => row.toldByHandAt },
			{ heading: m.notice_audience_col_wave(), value: (row) => waveWord[row.wave]() }
		],
		noticeNumberText(head.number),
		url.searchParams.get('format')
	);
});
