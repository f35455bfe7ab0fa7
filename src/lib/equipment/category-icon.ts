import { iconNames, type IconName } from '#lib/ui/icon-names.ts';

/** Drawings that a category may have. */
export const CATEGORY_ICONS = [
	'laptop',
	'monitor',
	'smartphone',
	'tablet',
	'printer',
	'headphones',
	'projector',
	'network',
	'monitor-smartphone',
	'key-round',
	'package'
] as const satisfies readonly IconName[];

/** The drawing that a category names; a plain box for a name that the portal does not draw. */
export const categoryIcon = (name: string): IconName =>
	iconNames.find((known) => known === name) ?? 'package';
