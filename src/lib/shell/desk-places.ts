import { can, type Permission } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/actor.ts';
import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';

/** How many each standing list holds, how many notices are going on and how many tasks about equipment and access wait; the name of a count is that of its place. */
export type RailCounts = Partial<Record<WorkPlace | 'notices' | 'equipment' | 'access', number>>;

type Place<Key extends string> = { key: Key; href: string; icon: IconName; label: () => string };
export type WorkPlace =
	'mine' | 'overdue' | 'today' | 'unassigned' | 'approval' | 'requester' | 'vendor' | 'open';
export type RegisterKey =
	| 'requests'
	| 'notices'
	| 'people'
	| 'equipment'
	| 'software'
	| 'systems'
	| 'access'
	| 'catalogue'
	| 'training'
	| 'audit'
	| 'settings';

/** The standing lists of the desk's work. */
export const workPlaces: Place<WorkPlace>[] = [
	{ key: 'mine', href: '/admin/requests?view=mine', icon: 'user-round', label: m.queue_title_mine },
	{
		key: 'overdue',
		href: '/admin/requests?view=overdue',
		icon: 'octagon-alert',
		label: m.queue_title_overdue
	},
	{ key: 'today', href: '/admin/requests?view=today', icon: 'clock', label: m.queue_title_today },
	{
		key: 'unassigned',
		href: '/admin/requests?view=unassigned',
		icon: 'inbox',
		label: m.queue_title_unassigned
	},
	{
		key: 'approval',
		href: '/admin/requests?view=approval',
		icon: 'hourglass',
		label: m.queue_title_approval
	},
	{
		key: 'requester',
		href: '/admin/requests?view=requester',
		icon: 'message-circle-question-mark',
		label: m.queue_title_requester
	},
	{
		key: 'vendor',
		href: '/admin/requests?view=vendor',
		icon: 'package',
		label: m.queue_title_vendor
	},
	{ key: 'open', href: '/admin/requests', icon: 'list', label: m.queue_title_open }
];

/** The registers. Which of them somebody sees is decided by `visibleRegisters`. */
export const registerPlaces: Place<RegisterKey>[] = [
	{ key: 'notices', href: '/admin/notices', icon: 'megaphone', label: m.notice_writing_title },
	{ key: 'equipment', href: '/admin/equipment', icon: 'laptop', label: m.ui_desk_equipment },
	{ key: 'access', href: '/admin/access', icon: 'key-round', label: m.ui_desk_access },
	{ key: 'software', href: '/admin/software', icon: 'ticket-check', label: m.ui_desk_software },
	{ key: 'systems', href: '/admin/systems', icon: 'server', label: m.ui_desk_systems },
	{ key: 'people', href: '/admin/people', icon: 'users-round', label: m.ui_desk_people },
	{ key: 'catalogue', href: '/admin/catalogue', icon: 'book-open', label: m.ui_desk_catalogue },
	{
		key: 'training',
		href: '/admin/training',
		icon: 'graduation-cap',
		label: m.ui_nav_training
	},
	{ key: 'audit', href: '/admin/audit', icon: 'scroll-text', label: m.ui_desk_audit },
	{ key: 'settings', href: '/admin/settings', icon: 'settings', label: m.ui_desk_settings }
];

const needed: Record<RegisterKey, Permission> = {
	requests: 'queue.read',
	notices: 'notices.read',
	equipment: 'equipment.read',
	access: 'systems.read',
	software: 'software.read',
	systems: 'systems.read',
	people: 'people.read',
	catalogue: 'answers.edit',
	training: 'training.overview',
	audit: 'audit.read',
	settings: 'settings.edit'
};

/** Keys of the registers that this person may open, as `route-access.ts` will decide. */
export function visibleRegisters(actor: Actor): RegisterKey[] {
	const ask = can as (actor: Actor, permission: Permission) => boolean;
	const keys = Object.keys(needed) as RegisterKey[];
	return keys.filter((key) => ask(actor, needed[key]));
}
