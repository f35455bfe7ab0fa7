import { and, eq } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';

/** True when this person's form with this key has already become a request. */
export async function isSubmitted(db: Db, actor: Actor, key: string): Promise<boolean> {
	if (!isId(key)) return false;
	const [found] = await db
		.select({ id: serviceRequest.id })
		.from(serviceRequest)
		.where(
			and(eq(serviceRequest.submissionKey, key), eq(serviceRequest.requesterId, actor.personId))
		);
	return found !== undefined;
}
