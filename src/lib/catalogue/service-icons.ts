/** Names of the lucide icons a service may carry. `ServiceIcon.svelte` draws exactly these. */
export const serviceIcons = [
	'user-round-plus',
	'user-round-minus',
	'key-round',
	'lock',
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
] as const;

export type ServiceIconName = (typeof serviceIcons)[number];
