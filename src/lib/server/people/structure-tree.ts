import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';

const structureLock = 7_226_118;

/**
 * Lets one change of the structure happen at a time, until the transaction ends: two changes that are each
 * harmless can make a circle together.
 */
export async function lockStructure(tx: Tx): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(${structureLock})`);
}

/** Writes `ancestor_ids` of every unit whose path to the root has changed. Call it with the structure locked. */
export async function rebuildUnitPaths(tx: Tx): Promise<void> {
	await tx.execute(sql`
		with recursive tree as (
			select id, array[id] as path from unit where parent_id is null
			union all
			select u.id, tree.path || u.id from unit u join tree on u.parent_id = tree.id
		)
		update unit set ancestor_ids = tree.path from tree
		where unit.id = tree.id and unit.ancestor_ids <> tree.path`);
}

/** What a parent link looks like: who answers to whom, what lies in what. */
export type ParentLink = { id: string; parentId: string | null };

/**
 * The ids that lie on or lead into a circle. Empty for a sound tree; a parent that is not in the list ends
 * the way up.
 */
export function circular(links: readonly ParentLink[]): Set<string> {
	const parents = new Map(links.map(({ id, parentId }) => [id, parentId]));
	const sound = new Set<string>();
	const bad = new Set<string>();
	for (const { id } of links) {
		const path = new Set<string>();
		let at: string | null | undefined = id;
		while (at && !sound.has(at) && !bad.has(at) && !path.has(at)) {
			path.add(at);
			at = parents.get(at);
		}
		const ends = at && (bad.has(at) || path.has(at)) ? bad : sound;
		for (const passed of path) ends.add(passed);
	}
	return bad;
}
