import { parseListState } from '$lib/lists/list-state.ts';
import { noticesShape } from '$lib/notices/list-shape.ts';
import { can } from '$lib/people/permissions.ts';
import { listNoticeOwners, listNotices } from '$lib/server/notices/writing/list-notices.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { noticeView } from './notice-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	event.depends('abilaud:desk');
	const state = parseListState(noticesShape, event.url.searchParams);
	const [page, owners] = await Promise.all([
		listNotices(db, actor, state, clock),
		listNoticeOwners(db, actor)
	]);
	return {
		view: noticeView(state, page, owners),
		mayEdit: can(actor, 'notices.edit'),
		mayKeepCalendar: can(actor, 'notices.keep_calendar'),
		now: clock.now(),
		discarded: event.url.searchParams.has('discarded')
	};
});
