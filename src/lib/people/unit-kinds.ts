/** What a structural unit is; a group belongs to a kindergarten. */
export const UNIT_KINDS = [
	'organisation',
	'department',
	'office',
	'kindergarten',
	'group'
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
