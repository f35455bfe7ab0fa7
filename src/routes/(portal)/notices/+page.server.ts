import { parseListState } from '$lib/lists/list-state.ts';
import { myNoticesShape } from '$lib/notices/reader/my-notices-shape.ts';
import { listMyNotices } from '$lib/server/notices/reading/my-notices.ts';
import { noticeRow } from '$lib/server/notices/reading/notice-row.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:notices');
	const { db, clock, locale } = event.locals;
	const now = clock.now();
	const state = parseListState(myNoticesShape, event.url.searchParams);
	const list = await listMyNotices(db, signedIn(event), state, now);
	const row = noticeRow(locale, now);
	return {
		tab: list.tab,
		tabs: list.tabs,
		state,
		now: list.now.map(row),
		coming: list.coming.map(row),
		past: { ...list.past, rows: list.past.rows.map(row) }
	};
});
