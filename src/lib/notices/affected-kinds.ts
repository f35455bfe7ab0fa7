import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';
import type { AffectedKind } from './notice-states.ts';

/** What an affected thing is. */
export const affectedKindWord: Record<AffectedKind, () => string> = {
	system: m.notice_writing_thing_system,
	role: m.notice_writing_thing_role,
	software: m.notice_writing_thing_software,
	item: m.notice_writing_thing_item,
	place: m.notice_writing_thing_place,
	unit: m.notice_writing_thing_unit,
	person: m.notice_writing_thing_person
};

/** The sign of its register. */
export const affectedKindIcon: Record<AffectedKind, IconName> = {
	system: 'server',
	role: 'key-round',
	software: 'app-window',
	item: 'monitor',
	place: 'map-pin',
	unit: 'users-round',
	person: 'user-round'
};
