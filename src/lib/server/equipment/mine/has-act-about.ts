import { and, eq, gte, inArray, ne, notInArray, or } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act, actLine } from '#lib/server/equipment/acts/tables.ts';

/**
 * Whether an act says what happened to these things because of a request: one made for the request, or one about any of
 * them made since. What was refused or withdrawn says nothing, and neither does an entry that only reserves or asks back.
 */
export async function hasActAbout(
	db: DbOrTx,
	{ requestId, itemIds, since }: { requestId: string; itemIds: readonly string[]; since: Date }
): Promise<boolean> {
	const stands = notInArray(act.state, ['refused', 'cancelled']);
	const [found] = await db
		.select({ id: act.id })
		.from(act)
		.innerJoin(actLine, eq(actLine.actId, act.id))
		.where(
			and(
				stands,
				or(
					and(eq(act.requestId, requestId), ne(act.kind, 'entry')),
					and(
						itemIds.length > 0 ? inArray(actLine.itemId, [...itemIds]) : undefined,
						itemIds.length > 0 ? gte(act.madeAt, since) : eq(act.requestId, requestId),
						or(
							ne(act.kind, 'entry'),
							inArray(actLine.event, ['reported_missing', 'found', 'write_off_proposed'])
						)
					)
				)
			)
		)
		.limit(1);
	return found !== undefined;
}
