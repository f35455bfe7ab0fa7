import type { RequestEventKind } from '#lib/requests/event-kinds.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { requestEvent } from './tables.ts';

export type RequestEventInput = {
	kind: RequestEventKind;
	data?: Record<string, string>;
	/** Only the desk sees it. */
	internal?: boolean;
};

/** Writes one step of the request's journey, in the transaction of the step. */
export async function recordEvent(
	tx: Tx,
	requestId: string,
	actor: Actor,
	{ kind, data = {}, internal = false }: RequestEventInput,
	at: Date
): Promise<void> {
	await tx.insert(requestEvent).values({
		id: newId(),
		requestId,
		at,
		actorId: actorPersonId(actor),
		actorName: actor.isSystem ? null : actor.name,
		kind,
		data,
		internal
	});
}
