import type { Tx } from '#lib/server/db/client.ts';
import { announceRequest } from '#lib/server/live/announce.ts';
import type { RequestRecord } from './locked-request.ts';

/** What open pages need to know of a request to decide whether they show it. */
type Changed = Pick<
	RequestRecord,
	| 'id'
	| 'number'
	| 'revision'
	| 'unitId'
	| 'requesterId'
	| 'beneficiaryId'
	| 'assigneeId'
	| 'heldById'
>;

/**
 * Lets open pages show the request as it is, once the transaction is committed: those of the desk in whose scope
 * it is, of the people whose request it is and of who has it.
 */
export async function announceChange(tx: Tx, request: Changed): Promise<void> {
	const { id, number, revision, unitId } = request;
	const people = [request.requesterId, request.beneficiaryId, request.assigneeId, request.heldById];
	const personIds = people.filter((personId) => personId !== null);
	await announceRequest(tx, { id, number, revision, unitId, personIds });
}
