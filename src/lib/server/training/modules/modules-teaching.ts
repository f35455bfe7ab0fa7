import { asc, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule } from './tables.ts';

/** A module that teaches a product or system. */
export type TeachingModule = { key: string; slug: string; title: LocalizedText };

/** The modules that teach the product or system with this slug. Everybody may read every module. */
export async function modulesTeaching(db: DbOrTx, slug: string): Promise<TeachingModule[]> {
	const rows = await db
		.select({
			key: trainingModule.key,
			slug: trainingModule.slug,
			titles: trainingModule.titles
		})
		.from(trainingModule)
		.where(
			sql`${trainingModule.active} and ${trainingModule.editionId} is not null
				and ${trainingModule.facts}->'software' ? ${slug}::text`
		)
		.orderBy(asc(trainingModule.slug));
	return rows.map(({ titles, ...row }) => ({ ...row, title: moduleTitle(titles) }));
}
