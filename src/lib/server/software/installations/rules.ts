import type { MatchRule } from '#lib/software/match-title.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareRule } from './tables.ts';

/** Every rule, for matching. There are some hundreds at most. */
export async function allRules(db: DbOrTx): Promise<MatchRule[]> {
	return db
		.select({
			id: softwareRule.id,
			nameMatch: softwareRule.nameMatch,
			name: softwareRule.name,
			publisher: softwareRule.publisher,
			productId: softwareRule.productId
		})
		.from(softwareRule);
}
