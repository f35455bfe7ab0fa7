import { and, eq } from 'drizzle-orm';
import { caseEndIn } from '#lib/software/case-words.ts';
import type { CaseState } from '#lib/software/case-states.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { softwareProduct } from '../tables.ts';
import { caseHref } from './open-case.ts';
import { softwareCase } from './tables.ts';

export type CaseEnd = {
	state: Exclude<CaseState, 'open'>;
	reason?: string;
	excusedUntil?: string | null;
	seatId?: string | null;
	licenceId?: string | null;
};

/**
 * Ends an open case in the caller's transaction and tells those who were told of it. Recorded as
 * `software_case.closed`. Gives false when it was closed meanwhile. The caller has asked who may, and that it is so.
 */
export async function closeCase(
	tx: Tx,
	actor: Actor,
	caseId: string,
	end: CaseEnd,
	at: Date
): Promise<boolean> {
	const set = { ...end, closedAt: at, closedById: actorPersonId(actor) };
	const [closed] = await tx
		.update(softwareCase)
		.set(set)
		.where(and(eq(softwareCase.id, caseId), eq(softwareCase.state, 'open')))
		.returning();
	if (!closed) return false;
	const [product] = await tx
		.select({ name: softwareProduct.name })
		.from(softwareProduct)
		.where(eq(softwareProduct.id, closed.productId));
	await notify(tx, {
		kind: 'software.case_closed',
		recipients: [closed.personId, closed.managerId].filter((id) => id !== null),
		exclude: [actor.personId],
		subject: { noun: 'software_case', id: caseId, href: caseHref(closed.number) },
		params: { title: product?.name ?? '', note: caseEndIn(end.state) },
		at
	});
	await recordAudit(tx, {
		...{ actor, action: 'software_case.closed', noun: 'software_case', recordId: caseId },
		...{ before: { state: 'open' }, after: end, at }
	});
	return true;
}
