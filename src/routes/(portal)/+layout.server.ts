import { unreadCount } from '$lib/server/notifications/bell.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
	depends('abilaud:unread');
	return { unread: locals.actor ? await unreadCount(locals.db, locals.actor) : 0 };
};
