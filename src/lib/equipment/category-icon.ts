import type { IconName } from '#lib/ui/icon-names.ts';
import type { ItemCategory } from './item-states.ts';

/** The drawing beside a device. */
export const categoryIcon: Record<ItemCategory, IconName> = {
	laptop: 'laptop',
	desktop: 'monitor',
	monitor: 'monitor',
	phone: 'smartphone',
	tablet: 'tablet',
	printer: 'printer',
	headset: 'headphones',
	projector: 'projector',
	network: 'network',
	other: 'package'
};
