import type { Db } from '#lib/server/db/client.ts';
import type { ModuleFolder } from './read-training-folder.ts';
import { trainingModule } from './tables.ts';

/** A module as the portal knows it, as far as its files matter. */
export type KnownModule = Pick<
	typeof trainingModule.$inferSelect,
	'id' | 'key' | 'slug' | 'source' | 'active' | 'filesHash' | 'editionId'
>;

/** All modules of the portal by key. */
export async function knownModules(db: Db): Promise<Map<string, KnownModule>> {
	const rows = await db
		.select({
			id: trainingModule.id,
			key: trainingModule.key,
			slug: trainingModule.slug,
			source: trainingModule.source,
			active: trainingModule.active,
			filesHash: trainingModule.filesHash,
			editionId: trainingModule.editionId
		})
		.from(trainingModule);
	return new Map(rows.map((row) => [row.key, row]));
}

/** Which folder an id belongs to. Where two claim it, the one in force keeps it; where none is, nobody gets it. */
export function ownersOfKeys(
	modules: readonly ModuleFolder[],
	known: ReadonlyMap<string, KnownModule>
): Map<string, { owner: string | undefined; claimed: string[] }> {
	const claims = new Map<string, string[]>();
	for (const { key, slug } of modules) claims.set(key, [...(claims.get(key) ?? []), slug]);
	return new Map(
		[...claims].map(([key, claimed]) => {
			const inForce = claimed.find((slug) => slug === known.get(key)?.slug);
			return [key, { owner: claimed.length === 1 ? claimed[0] : inForce, claimed }];
		})
	);
}
