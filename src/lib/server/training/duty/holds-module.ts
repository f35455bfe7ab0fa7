import { and, eq, gte, isNull, or } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule } from '../modules/tables.ts';
import { completion } from './tables.ts';

/** Has the person a completion of the module that counts on this day? */
export async function holdsModule(
	db: DbOrTx,
	personId: string,
	moduleKey: string,
	today: string
): Promise<boolean> {
	const [found] = await db
		.select({ id: completion.id })
		.from(completion)
		.where(
			and(
				eq(completion.personId, personId),
				eq(completion.moduleKey, moduleKey),
				isNull(completion.revokedAt),
				or(isNull(completion.validUntil), gte(completion.validUntil, today))
			)
		)
		.limit(1);
	return found !== undefined;
}

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
