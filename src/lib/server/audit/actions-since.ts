import { and, eq, gte, inArray, max } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { auditEntry } from './tables.ts';

/**
 * Which of these actions a person has done since a moment, and when last. For the person's own pages: it says
 * nothing of records.
 */
export async function actionsSince(
	db: DbOrTx,
	personId: string,
	actions: readonly string[],
	since: Date
): Promise<Map<string, Date>> {
	if (actions.length === 0) return new Map();
	const rows = await db
		.select({ action: auditEntry.action, at: max(auditEntry.at) })
		.from(auditEntry)
		.where(
			and(
				eq(auditEntry.actorId, personId),
				inArray(auditEntry.action, [...actions]),
				gte(auditEntry.at, since)
			)
		)
		.groupBy(auditEntry.action);
	return new Map(rows.flatMap(({ action, at }) => (at ? [[action, at] as const] : [])));
}
