import type { DbOrTx } from '#lib/server/db/client.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import type { Hands } from './move-request.ts';

/** The hands of whoever at the desk has it: its agent, or nobody in particular yet. */
export async function deskHands(
	db: DbOrTx,
	request: { assigneeId: string | null }
): Promise<Hands> {
	if (!request.assigneeId) return { holder: 'desk' };
	const names = await listPersonNames(db, [request.assigneeId]);
	return {
		holder: 'agent',
		heldById: request.assigneeId,
		heldByName: names.get(request.assigneeId) ?? null
	};
}
