import { asc, eq } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { RULE_ROLES } from '#lib/training/audience.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';

/** What a rule's value may be: `code · name`, for fields that suggest while one types. */
export async function ruleOptions(db: DbOrTx, locale: Locale): Promise<string[]> {
	const [units, products, systems] = await Promise.all([
		db
			.select({ value: unit.code, name: unit.name })
			.from(unit)
			.where(eq(unit.active, true))
			.orderBy(asc(unit.code)),
		db
			.select({ value: softwareProduct.slug, name: softwareProduct.name })
			.from(softwareProduct)
			.where(eq(softwareProduct.active, true))
			.orderBy(asc(softwareProduct.slug)),
		db
			.select({ value: informationSystem.slug, name: informationSystem.name })
			.from(informationSystem)
			.where(eq(informationSystem.active, true))
			.orderBy(asc(informationSystem.slug))
	]);
	// A system and the program it is used by may have one code and one name.
	const options = [
		...units.map(({ value, name }) => `${value} · ${localize(name, locale)}`),
		...RULE_ROLES,
		...systems.map(({ value, name }) => `${value} · ${localize(name, locale)}`),
		...products.map(({ value, name }) => `${value} · ${name}`)
	];
	return [...new Set(options)];
}
