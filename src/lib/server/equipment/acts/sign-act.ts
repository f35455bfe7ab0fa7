import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { SigningMethod } from '#lib/equipment/act-kinds.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import {
	completeIfSigned,
	lockAct,
	settleLines,
	type LockedAct,
	type Signature
} from './settle-act.ts';
import { actSignature } from './tables.ts';

export type SignActInput = {
	actId: string;
	/** Which place for a name; one's own next one when absent. */
	signatureId?: string;
	/** The hash of the words that the person was shown: another one means that it is not the same document. */
	textHash: string;
	method: SigningMethod;
	drawing?: string;
	fileId?: string;
};

/**
 * Puts a name to an act. Everybody signs for themselves in the portal; the desk of the act's unit takes a signature with
 * a finger on its screen or from a paper that was scanned, for anybody named. When the receiver signs, what was handed
 * over is accepted; when nobody has still to sign, the act is complete. Recorded as `act.signed`.
 *
 * Throws NotFound to anybody else, Conflict `acts_signed_already`, `acts_not_open`, `acts_other_text`, Invalid (`drawing`,
 * `file`) when what the method needs is missing, Forbidden for the desk's ways from somebody who is not of it.
 */
export async function signAct(
	db: DbOrTx,
	actor: Actor,
	input: SignActInput,
	clock: Clock = systemClock
): Promise<{ number: string; isComplete: boolean }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const { act: locked, signatures } = await lockAct(tx, input.actId);
		const signature = placeToSign(actor, locked, signatures, input);
		if (locked.state !== 'open') throw conflict('acts_not_open', { number: locked.number });
		if (input.textHash !== locked.textHash) throw conflict('acts_other_text');
		if (input.method === 'screen' && !isDrawing(input.drawing)) {
			throw invalid({ drawing: ['acts_draw_first'] });
		}
		if (input.method === 'paper' && !input.fileId) throw invalid({ file: ['errors_required'] });
		await tx
			.update(actSignature)
			.set({
				...{ method: input.method, signedAt: at, textHash: locked.textHash },
				drawing: input.drawing ?? null,
				fileId: input.fileId ?? null,
				byId: actorPersonId(actor),
				address: actor.ip ?? ''
			})
			.where(eq(actSignature.id, signature.id));
		const audits: AuditEvent[] =
			signature.role === 'receives'
				? await settleLines(tx, actor, locked, { accepts: true, at })
				: [];
		const isComplete = await completeIfSigned(tx, locked.id, at);
		const after = { number: locked.number, name: signature.name, method: input.method, isComplete };
		await recordAudits(tx, [
			...audits,
			{ actor, action: 'act.signed', noun: 'act', recordId: locked.id, after, at }
		]);
		return { number: locked.number, isComplete };
	});
}

/** Strokes on the field of 600 by 200 and nothing else: it stands in pages and papers. */
const isDrawing = (path: string | undefined): boolean =>
	path !== undefined &&
	path.length <= 60_000 &&
	/^(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})+)+$/.test(path);

/** Of the desk of the unit whose things an act moves. */
export const keepsAct = (actor: Actor, { unitId }: Pick<LockedAct, 'unitId'>): boolean =>
	can(actor, 'equipment.move', unitId ? { unitId } : undefined);

/** The place for a name that this person may fill in this way. */
export function placeToSign(
	actor: Actor,
	locked: LockedAct,
	signatures: readonly Signature[],
	{ signatureId, method }: Pick<SignActInput, 'signatureId' | 'method'>
): Signature {
	const own = signatures.filter(({ personId }) => personId === actor.personId);
	const keeps = keepsAct(actor, locked);
	if (own.length === 0 && !keeps) throw notFound();
	const waits = (one: Signature) => one.signedAt === null && one.refusedAt === null;
	const wanted = signatureId
		? signatures.find(({ id }) => id === signatureId)
		: (own.find(waits) ?? own[0]);
	if (!wanted) throw notFound();
	if (method !== 'portal' && !keeps) throw forbidden();
	if (method === 'portal' && wanted.personId !== actor.personId) throw forbidden();
	if (!waits(wanted)) throw conflict('acts_signed_already', { number: locked.number });
	return wanted;
}
