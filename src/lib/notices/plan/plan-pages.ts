import { m } from '#lib/paraglide/messages.js';

/**
 * The pages around the list of notices, in the order of their tabs. Only who may declare freezes brings in the town's
 * dates and keeps the webhooks.
 */
export function planPages(mayKeep: boolean): { href: string; label: string }[] {
	const kept = [
		{ href: '/admin/notices/calendar/import', label: m.notice_plan_tab_import() },
		{ href: '/admin/notices/webhooks', label: m.notice_tell_webhooks_title() }
	];
	return [
		{ href: '/admin/notices', label: m.notice_plan_tab_notices() },
		{ href: '/admin/notices/calendar', label: m.notice_plan_tab_calendar() },
		{ href: '/admin/notices/calendar/freezes', label: m.notice_plan_tab_freezes() },
		...(mayKeep ? kept : []),
		{ href: '/admin/notices/reports', label: m.notice_plan_tab_reports() }
	];
}
