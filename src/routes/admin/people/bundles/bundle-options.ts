import { localize, type Locale } from '$lib/i18n/localized.ts';
import { giftWord } from '$lib/access/change-words.ts';
import type { Db } from '$lib/server/db/client.ts';
import { openCategories } from '$lib/server/equipment/register/categories.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { productOptions } from '$lib/server/software/product-options.ts';
import { systemOptions } from '$lib/server/systems/system-options.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';

/** What a bundle can give, and where it can hold: the choices of its form. */
export async function bundleOptions(db: Db, locale: Locale) {
	const [systems, products, categories, modules, units] = await Promise.all([
		systemOptions(db, locale),
		productOptions(db, locale),
		openCategories(db),
		listModuleOptions(db, locale),
		listUnitOptions(db, locale)
	]);
	const gifts = [
		...systems.flatMap((system) =>
			system.roles.map((role) => ({
				value: `right:${role.id}`,
				label: `${giftWord('right')}: ${system.name}, ${role.name}`
			}))
		),
		...products.map(({ id, name }) => ({
			value: `seat:${id}`,
			label: `${giftWord('seat')}: ${name}`
		})),
		...categories.map(({ code, name }) => ({
			value: `item:${code}`,
			label: `${giftWord('item')}: ${localize(name, locale)}`
		})),
		...modules.map(({ key, title }) => ({
			value: `module:${key}`,
			label: `${giftWord('module')}: ${title}`
		}))
	];
	return { gifts, units };
}
