import type { IconName } from '#lib/ui/icon-names.ts';

/** Icons a service may carry. */
export const serviceIcons = [
	'user-round-plus',
	'user-round-minus',
	'key-round',
	'lock-keyhole',
	'mail',
	'users-round',
	'globe-lock',
	'app-window',
	'laptop',
	'smartphone',
	'printer',
	'wrench',
	'octagon-alert',
	'projector',
	'wifi',
	'folder',
	'life-buoy',
	'package'
] as const satisfies readonly IconName[];

export type ServiceIconName = (typeof serviceIcons)[number];
