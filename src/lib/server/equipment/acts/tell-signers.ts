import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { ActText } from '#lib/equipment/act-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { actSignature, type act } from './tables.ts';

/** What an act is about in a line: its things by model and number, the first ones of many. */
export function thingsOf(text: Pick<ActText, 'lines'>): string {
	const named = text.lines
		.slice(0, 3)
		.map(({ title, inventoryNumber }) => `${title} (${inventoryNumber})`);
	return named.join(', ') + (text.lines.length > named.length ? ' …' : '');
}

/** Who has still to sign an act for themselves. */
export async function waitingSigners(tx: Tx, actId: string): Promise<string[]> {
	const rows = await tx
		.select({ personId: actSignature.personId })
		.from(actSignature)
		.where(
			and(
				eq(actSignature.actId, actId),
				isNotNull(actSignature.personId),
				isNull(actSignature.signedAt),
				isNull(actSignature.refusedAt)
			)
		);
	return rows.flatMap(({ personId }) => personId ?? []);
}

/** Where somebody reads and signs an act. */
export const actHref = (id: string): string => `/things/acts/${id}`;

/** Tells those who have still to sign a new act, by bell and letter; whoever made it knows. */
export async function askToSign(
	tx: Tx,
	actor: Actor,
	{ id, text }: { id: string; text: ActText },
	at: Date
): Promise<void> {
	await notify(tx, {
		kind: 'act.to_sign',
		recipients: await waitingSigners(tx, id),
		exclude: [actor.personId],
		subject: { noun: 'act', id, href: actHref(id) },
		params: { number: text.number, who: actor.name, title: thingsOf(text) },
		at
	});
}

/** Tells whoever made an act that it was not accepted. */
export async function tellRefused(
	tx: Tx,
	actor: Actor,
	refused: Pick<typeof act.$inferSelect, 'id' | 'number' | 'madeById'>,
	reason: string,
	at: Date
): Promise<void> {
	if (!refused.madeById) return;
	await notify(tx, {
		kind: 'act.refused',
		recipients: [refused.madeById],
		exclude: [actor.personId],
		subject: { noun: 'act', id: refused.id, href: actHref(refused.id) },
		params: { number: refused.number, who: actor.name, note: reason },
		at
	});
}
