import { eq, sql } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { trainingEdition, trainingModule, trainingText } from '../modules/tables.ts';

/** A published module as lists name it; one that is gone is not active. */
export type ListedModule = {
	id: string;
	slug: string;
	active: boolean;
	title: string;
	summary: string;
	minutes: number;
	/** Slugs of the products and systems it teaches. */
	software: string[];
};

/**
 * Every published module in one language, by title. The same for everybody: read once and kept by the process until
 * a module changes. The caller must not change what it gets.
 */
export function listedModules(db: DbOrTx, locale: Locale): Promise<readonly ListedModule[]> {
	return kept(db, `modules ${locale}`, () => readModules(db, locale));
}

/** Awaited here: a query by itself is asked anew each time somebody waits for it. */
async function readModules(db: DbOrTx, locale: Locale): Promise<ListedModule[]> {
	const { titles, facts } = trainingModule;
	return await db
		.select({
			id: trainingModule.id,
			slug: trainingModule.slug,
			active: trainingModule.active,
			title: sql<string>`coalesce(${titles} ->> ${locale}, ${titles} ->> (${facts} ->> 'source'), ${trainingModule.slug})`,
			summary: sql<string>`coalesce(${trainingText.summary}, '')`,
			minutes: sql<number>`(${facts} ->> 'minutes')::int`,
			software: sql<string[]>`${facts} -> 'software'`
		})
		.from(trainingModule)
		.innerJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
		.leftJoin(
			trainingText,
			sql`${trainingText.editionId} = ${trainingEdition.id} and ${trainingText.locale} =
				case when ${titles} ? ${locale} then ${locale} else ${facts} ->> 'source' end`
		)
		.orderBy(sql`4`);
}
