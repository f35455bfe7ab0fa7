import { formatWhen } from '$lib/format/dates.ts';
import { listBell, markRead } from '$lib/server/notifications/bell.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, clock, locale } = event.locals;
	event.depends('abilaud:unread');
	const olderThan = event.url.searchParams.get('older') ?? undefined;
	const { lines, older } = await listBell(db, signedIn(event), { locale, clock, olderThan });
	const now = clock.now();
	return {
		lines: lines.map(({ id, text, note, at, times, isRead }) => ({
			id,
			text,
			note,
			times,
			isRead,
			at: at.toISOString(),
			when: formatWhen(at, locale, now, true)
		})),
		older,
		isFirst: olderThan === undefined
	};
};

export const actions: Actions = {
	read: action(async (event, form) => {
		const id = form.get('id');
		const which = typeof id === 'string' && id !== '' ? { ids: [id] } : 'all';
		const { db, clock } = event.locals;
		return { read: await markRead(db, signedIn(event), which, clock) };
	})
};
