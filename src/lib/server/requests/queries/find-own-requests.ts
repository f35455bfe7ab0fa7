import { and, desc, eq, or } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { RequestStatus } from '#lib/requests/statuses.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { searchMatches } from '#lib/server/requests/search-vector.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';

/** A request as a search shows it. */
export type FoundRequest = { number: number; title: string; status: RequestStatus };

/** The latest requests asked by or for this person that hold the words, open and ended. One query. */
export function findOwnRequests(
	db: DbOrTx,
	actor: Actor,
	text: string,
	limit: number
): Promise<FoundRequest[]> {
	const mine = or(
		eq(serviceRequest.requesterId, actor.personId),
		eq(serviceRequest.beneficiaryId, actor.personId)
	);
	return db
		.select({
			number: serviceRequest.number,
			title: serviceRequest.title,
			status: serviceRequest.status
		})
		.from(serviceRequest)
		.where(and(mine, searchMatches(serviceRequest.search, text)))
		.orderBy(desc(serviceRequest.number))
		.limit(limit);
}
