import { eq, sql } from 'drizzle-orm';
import type { RequestSubject } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest } from './tables.ts';

/** What permissions look at in a request, in one query; undefined when there is no such request. */
export async function findRequestSubject(
	db: DbOrTx,
	requestId: string
): Promise<RequestSubject | undefined> {
	const [row] = await db
		.select({
			unitId: serviceRequest.unitId,
			requesterId: serviceRequest.requesterId,
			beneficiaryId: serviceRequest.beneficiaryId,
			managerId: person.managerId,
			approverIds: sql<string[]>`array(select distinct a.approver_id from approval a
				where a.request_id = ${serviceRequest.id})`
		})
		.from(serviceRequest)
		.innerJoin(person, eq(person.id, serviceRequest.beneficiaryId))
		.where(eq(serviceRequest.id, requestId));
	return row;
}
