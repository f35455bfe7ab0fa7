import type { IconName } from '#lib/ui/icon-names.ts';

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

/** The drawing that a category names; a plain box for any other name. */
export const categoryIcon = (name: string): IconName =>
	CATEGORY_ICONS.find((known) => known === name) ?? 'package';
