import { and, inArray, isNotNull, or, eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { informationSystem } from './tables.ts';

/** Owners of these systems, each once; systems without an owner give nobody. */
export async function listSystemOwners(
	db: DbOrTx,
	systems: { ids: string[]; slug?: string }
): Promise<string[]> {
	const named = or(
		systems.ids.length > 0 ? inArray(informationSystem.id, systems.ids) : undefined,
		systems.slug ? eq(informationSystem.slug, systems.slug) : undefined
	);
	if (!named) return [];
	const rows = await db
		.selectDistinct({ ownerId: informationSystem.ownerId })
		.from(informationSystem)
		.where(and(named, isNotNull(informationSystem.ownerId)));
	return rows.flatMap((row) => row.ownerId ?? []);
}
