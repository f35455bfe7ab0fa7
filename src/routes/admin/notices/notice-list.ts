import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import { noticesShape } from '$lib/notices/list-shape.ts';
import { IMPACTS, NOTICE_KINDS, NOTICE_STATES } from '$lib/notices/notice-states.ts';
import { impactWord, kindWord, noticeStateWord } from '$lib/notices/notice-words.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import type { NoticeRow } from '$lib/server/notices/writing/list-notices.ts';

/** One page of the notices as the list shows it. */
export function noticeView(
	state: ListState,
	page: ListPage<NoticeRow>,
	owners: { id: string; name: string }[]
): ListView<NoticeRow> {
	const filters: FilterView[] = [
		{
			key: 'state',
			label: m.notice_writing_col_state(),
			kind: 'choice',
			options: NOTICE_STATES.map((value) => ({ value, label: noticeStateWord[value]() }))
		},
		{
			key: 'kind',
			label: m.notice_writing_kind(),
			kind: 'choice',
			options: NOTICE_KINDS.map((value) => ({ value, label: kindWord[value]() }))
		},
		{
			key: 'impact',
			label: m.notice_writing_col_impact(),
			kind: 'choice',
			options: IMPACTS.map((value) => ({ value, label: impactWord[value]() }))
		},
		{ key: 'window', label: m.notice_writing_col_window(), kind: 'date' },
		{
			key: 'owner',
			label: m.notice_writing_owner(),
			kind: 'choice',
			options: owners.map(({ id, name }) => ({ value: id, label: name }))
		}
	];
	const columns = [
		{ key: 'what', label: m.notice_writing_col_notice(), sort: 'number', class: 'c-what' },
		{ key: 'state', label: m.notice_writing_col_state() },
		{ key: 'impact', label: m.notice_writing_col_impact() },
		{ key: 'window', label: m.notice_writing_col_window(), sort: 'start' },
		{ key: 'owner', label: m.notice_writing_owner() },
		{ key: 'readers', label: m.notice_writing_col_readers() }
	];
	return { shape: noticesShape, state, columns, filters, ...page };
}
