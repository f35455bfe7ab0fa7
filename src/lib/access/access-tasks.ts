/**
 * What the desk is to do about something that a person holds or should hold. Those with an effect in the registers
 * are done together with it; the others say what to do elsewhere: in the directory, on a device.
 */
export const ACCESS_TASK_KINDS = [
	'end_right',
	'release_seat',
	'grant_right',
	'take_seat',
	'directory_add',
	'directory_remove',
	'held_by_leaver'
] as const;
export type AccessTaskKind = (typeof ACCESS_TASK_KINDS)[number];

/** What opened the task. */
export const ACCESS_TASK_SOURCES = [
	'review',
	'mover',
	'leaver',
	'comparison',
	'reclaim',
	'own_wish',
	'nightly',
	'closing'
] as const;
export type AccessTaskSource = (typeof ACCESS_TASK_SOURCES)[number];
