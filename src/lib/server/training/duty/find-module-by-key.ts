import { and, eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule } from '../modules/tables.ts';

/** A module by the `id` of its front matter, when it is in use; undefined otherwise. */
export async function findModuleByKey(
	db: DbOrTx,
	key: string
): Promise<{ id: string } | undefined> {
	const [found] = await db
		.select({ id: trainingModule.id })
		.from(trainingModule)
		.where(and(eq(trainingModule.key, key), eq(trainingModule.active, true)));
	return found;
}
