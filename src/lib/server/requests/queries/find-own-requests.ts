import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { RequestStatus } from '#lib/requests/statuses.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { searchMatches } from '#lib/server/requests/search-vector.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';

/** A request as a search shows it. */
export type FoundRequest = { number: number; title: string; status: RequestStatus };

/**
 * The latest requests asked by or for this person that hold the words, open and ended. One query: it looks through the
 * person's own, because of a usual word half the town's requests would be read from the index of words.
 */
export function findOwnRequests(
	db: DbOrTx,
	actor: Actor,
	text: string,
	limit: number
): Promise<FoundRequest[]> {
	const { number, title, status, search, requesterId, beneficiaryId } = serviceRequest;
	return db.execute<FoundRequest>(sql`
		select own.number, own.title, own.status
		from (
			select ${number}, ${title}, ${status}, ${search} from ${serviceRequest}
			where ${requesterId} = ${actor.personId} or ${beneficiaryId} = ${actor.personId} offset 0
		) own
		where ${searchMatches(sql`own.search`, text)} order by own.number desc limit ${limit}`);
}
