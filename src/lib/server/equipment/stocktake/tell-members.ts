import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';

/** Tells those who are to count that a stock-take waits for them, by bell and letter; whoever began it knows. */
export async function tellMembers(
	tx: Tx,
	actor: Actor,
	take: { id: string; title: string },
	personIds: readonly string[],
	at: Date
): Promise<void> {
	const { id, title } = take;
	await notify(tx, {
		kind: 'stock_take.began',
		recipients: personIds,
		exclude: [actor.personId],
		subject: { noun: 'stock_take', id, href: `/things/count/${id}` },
		params: { title },
		at
	});
}
