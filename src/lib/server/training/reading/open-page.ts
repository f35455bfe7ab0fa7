import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { readingPlace } from './tables.ts';

/**
 * Keeps where somebody is in a module, the same on all their devices; the first time also when they began, from
 * which practice steps count. Everybody, for themselves. Not audited: it proves nothing.
 */
export async function openPage(
	db: DbOrTx,
	actor: Actor,
	{ moduleId, pageId }: { moduleId: string; pageId: string },
	clock: Clock
): Promise<void> {
	const at = clock.now();
	await db
		.insert(readingPlace)
		.values({ personId: actor.personId, moduleId, pageId, startedAt: at, at })
		.onConflictDoUpdate({
			target: [readingPlace.personId, readingPlace.moduleId],
			set: { pageId, at },
			setWhere: sql`${readingPlace.at} <= excluded.at`
		});
}
