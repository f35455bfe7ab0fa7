import { ne } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { team } from '../tables.ts';

/** Teams a request can be with, by slug. */
export async function listTeams(db: DbOrTx) {
	return kept(db, 'teams', async () =>
		db
			.select({ slug: team.slug, name: team.name })
			.from(team)
			.where(ne(team.active, false))
			.orderBy(team.slug)
	);
}
