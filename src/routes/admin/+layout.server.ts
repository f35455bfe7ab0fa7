import { visibleRegisters } from '$lib/shell/desk-places.ts';
import { listSavedViews } from '$lib/server/lists/saved-views.ts';
import { unreadCount } from '$lib/server/notifications/bell.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	event.depends('abilaud:unread', 'abilaud:desk');
	const registers = visibleRegisters(actor);
	const [unread, views] = await Promise.all([
		unreadCount(db, actor),
		registers.includes('requests') ? listSavedViews(db, actor, 'requests') : []
	]);
	return { unread, registers, views: views.map(({ id, name, query }) => ({ id, name, query })) };
};
