import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { and, eq, isNull } from 'drizzle-orm';
import type { ItemState } from '#lib/equipment/item-states.ts';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { deleteStoredFile, readStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { getSetting } from '#lib/server/settings/settings.ts';
import { staffChange } from '../changes/tables.ts';
import { getLeavingHead } from './get-leaving.ts';
import { slipLines } from './slip-lines.ts';
import { slipNumber, slipPdf } from './slip-pdf.ts';

/** Things that can be brought back: what is in repair or missing stands on the slip as open. */
const OUT: ReadonlySet<ItemState> = new Set(['handed_over', 'in_use', 'to_be_returned']);

/**
 * Gives out the return slip of a leaver: the paper as things stand now, kept byte for byte with its SHA-256. The desk,
 * for people its role reaches, once all things are back. Recorded as `leaving.slip_given`. Throws NotFound, Forbidden,
 * Conflict `leaving_slip_given` and `leaving_things_out`.
 */
export async function giveSlip(
	db: Db,
	actor: Actor,
	number: number,
	clock: Clock = systemClock
): Promise<void> {
	const head = await getLeavingHead(db, actor, number);
	if (!can(actor, 'people.plan_leave', { unitId: head.unitId })) throw forbidden();
	if (head.slipSha256) throw conflict('leaving_slip_given');
	const lines = await slipLines(db, head);
	if (lines.some(({ state, goneAt }) => state && OUT.has(state) && !goneAt))
		throw conflict('leaving_things_out', { person: head.name });
	const at = clock.now();
	const organisation = await getSetting(db, 'organisationName');
	const bytes = await slipPdf(head, lines, { organisation, at, madeBy: actor.name });
	const slipKey = await storeFile(bytes);
	const slipSha256 = createHash('sha256').update(bytes).digest('hex');
	try {
		await withTransaction(db, async (tx) => {
			const kept = await tx
				.update(staffChange)
				.set({ slipKey, slipSha256 })
				.where(and(eq(staffChange.id, head.id), isNull(staffChange.slipKey)))
				.returning({ id: staffChange.id });
			if (kept.length === 0) throw conflict('leaving_slip_given');
			await recordAudit(tx, {
				...{ actor, action: 'leaving.slip_given', noun: 'leaving', recordId: head.id, at },
				after: { number: slipNumber(head), sha256: slipSha256 }
			});
		});
	} catch (problem) {
		await deleteStoredFile(slipKey);
		throw problem;
	}
}

/** The slip that was given out, as it was. Whoever reads the registers of the leaver's unit. Throws NotFound. */
export async function openSlip(
	db: Db,
	actor: Actor,
	number: number
): Promise<{ name: string; bytes: Buffer }> {
	const head = await getLeavingHead(db, actor, number);
	const [row] = await db
		.select({ key: staffChange.slipKey })
		.from(staffChange)
		.where(eq(staffChange.id, head.id));
	if (!row?.key) throw notFound();
	return { name: slipNumber(head), bytes: await buffer(await readStoredFile(row.key)) };
}
