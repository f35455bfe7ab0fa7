import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';

/** The five places of the employee side: always these, in this order. */
export const staffPlaces: { href: string; icon: IconName; label: () => string }[] = [
	{ href: '/', icon: 'house', label: m.ui_nav_home },
	{ href: '/requests', icon: 'list-checks', label: m.ui_nav_requests },
	{ href: '/training', icon: 'graduation-cap', label: m.ui_nav_training },
	{ href: '/notices', icon: 'megaphone', label: m.ui_nav_notices },
	{ href: '/things', icon: 'monitor-smartphone', label: m.ui_nav_things }
];

/** Whether a page lies in a place. Filing a request and deciding one both lie in Requests. */
export function isCurrentPlace(href: string, pathname: string): boolean {
	if (href === '/') return pathname === '/';
	if (href === '/requests' && /^\/(services|approvals)(\/|$)/.test(pathname)) return true;
	return pathname === href || pathname.startsWith(`${href}/`);
}
