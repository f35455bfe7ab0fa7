import { and, eq, gte, inArray } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { auditEntry } from './tables.ts';

/** Which of these actions a person has done since a moment. For the person's own pages: it says nothing of records. */
export async function actionsSince(
	db: DbOrTx,
	personId: string,
	actions: readonly string[],
	since: Date
): Promise<string[]> {
	if (actions.length === 0) return [];
	const rows = await db
		.selectDistinct({ action: auditEntry.action })
		.from(auditEntry)
		.where(
			and(
				eq(auditEntry.actorId, personId),
				inArray(auditEntry.action, [...actions]),
				gte(auditEntry.at, since)
			)
		);
	return rows.map((row) => row.action);
}
