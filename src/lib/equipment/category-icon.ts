import type { IconName } from '#lib/ui/icon-names.ts';
import type { ItemCategory } from './item-states.ts';

const icons: Record<ItemCategory, IconName> = {
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

/** The drawing beside a device. */
export const categoryIcon = (category: ItemCategory): IconName => icons[category] ?? 'package';
