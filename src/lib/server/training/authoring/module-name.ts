import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule } from '../modules/tables.ts';

/** What a module is called, by its key. Everybody may know it. Throws NotFound. */
export async function getModuleName(db: DbOrTx, key: string) {
	const [module] = await db
		.select({ id: trainingModule.id, slug: trainingModule.slug, titles: trainingModule.titles })
		.from(trainingModule)
		.where(eq(trainingModule.key, key));
	if (!module) throw notFound();
	return module;
}
