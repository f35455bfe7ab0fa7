import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { conflict, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { lockAnyItems } from '#lib/server/equipment/item-record.ts';
import { closeTasks } from './close-tasks.ts';
import { recordMoves, type Move } from './record-moves.ts';
import { act, actLine, actSignature, itemMove } from './tables.ts';

/** Name of the job that keeps the papers of finished acts. */
export const PAPER_JOB = 'act.keep_papers';

export type LockedAct = typeof act.$inferSelect;
export type Signature = typeof actSignature.$inferSelect;

/** The act with its signatures in their order, locked until the transaction ends. Throws NotFound. */
export async function lockAct(
	tx: Tx,
	id: string
): Promise<{ act: LockedAct; signatures: Signature[] }> {
	if (!isId(id)) throw notFound();
	const [locked] = await tx.select().from(act).where(eq(act.id, id)).for('update');
	if (!locked) throw notFound();
	const signatures = await tx
		.select()
		.from(actSignature)
		.where(eq(actSignature.actId, id))
		.orderBy(actSignature.position);
	return { act: locked, signatures };
}

/** What is known of the act: nobody else can see one that the same transaction has made. */
type SettledAct = Pick<LockedAct, 'id' | 'number' | 'fromPersonId'>;

/** What a signature of the receiver, or its refusal, lets happen to the lines of an act. */
export type Settling = { accepts: boolean; at: Date; note?: string };

/**
 * Brings about what an act waited for: things that were handed over are accepted or go back to where they were in stock,
 * things passed on change hands or stay. Gives the events for the audit log. The caller has locked the act, or made it, and asked who may. Throws
 * Conflict when an item has gone another way meanwhile, `acts_moved_since` when somebody else has it by another act.
 */
export async function settleLines(
	tx: Tx,
	actor: Actor,
	locked: SettledAct,
	{ accepts, at, note }: Settling
): Promise<AuditEvent[]> {
	const lines = await tx
		.select()
		.from(actLine)
		.where(and(eq(actLine.actId, locked.id), isNull(actLine.refusedAt)))
		.orderBy(actLine.position);
	const records = await lockAnyItems(
		tx,
		lines.map(({ itemId }) => ({ itemId }))
	);
	const recordOf = new Map(records.map((record) => [record.id, record]));
	const cameFrom = await whereBefore(tx, locked.id);
	const givenSince = await givenAgain(tx, locked.id);
	const waiting = and(eq(actLine.actId, locked.id), isNull(actLine.doneAt));
	if (accepts) await tx.update(actLine).set({ doneAt: at }).where(waiting);
	else await tx.update(actLine).set({ refusedAt: at }).where(waiting);
	const moves = lines.flatMap((line): Move[] => {
		const record = recordOf.get(line.itemId);
		const event = eventOf(line, accepts);
		if (!record || !event) return [];
		const isElsewhere =
			event === 'passed_on' ? record.holderId !== locked.fromPersonId : givenSince.has(record.id);
		if (isElsewhere) throw conflict('acts_moved_since', { number: record.inventoryNumber });
		if (event === 'passed_on') {
			const { holderId, placeId, room } = line;
			const to = { holderId, placeId: placeId ?? undefined, room: room ?? undefined };
			return [{ record, happening: { event, at, ...to }, note }];
		}
		return [
			{ record, happening: { event, at, ...(accepts ? {} : cameFrom.get(record.id)) }, note }
		];
	});
	const ended = await closePassing(tx, actor, locked, lines, at);
	return [...(await recordMoves(tx, actor, moves, locked)), ...ended];
}

/** The desk need not look after what a colleague has answered, or nobody waits for any more. */
async function closePassing(
	tx: Tx,
	actor: Actor,
	{ number }: SettledAct,
	lines: readonly { itemId: string; event: ItemEvent; doneAt: Date | null }[],
	at: Date
): Promise<AuditEvent[]> {
	const passed = lines.filter(({ event, doneAt }) => event === 'passed_on' && doneAt === null);
	const itemIds = passed.map(({ itemId }) => itemId);
	return closeTasks(tx, actor, { kinds: ['passed_on'], itemIds, outcome: number }, at);
}

const before = alias(itemMove, 'move_before');

/** Place and room of each thing on an act as they were before the act moved it. */
export async function whereBefore(
	tx: Tx,
	actId: string
): Promise<Map<string, { placeId: string | null; room: string }>> {
	const rows = await tx
		.select({ itemId: itemMove.itemId, placeId: before.placeId, room: before.room })
		.from(itemMove)
		.innerJoin(
			before,
			and(eq(before.itemId, itemMove.itemId), eq(before.seq, sql`${itemMove.seq} - 1`))
		)
		.where(and(eq(itemMove.actId, actId), eq(itemMove.event, 'handed_over')));
	return new Map(rows.map(({ itemId, ...where }) => [itemId, where]));
}

const later = alias(itemMove, 'move_later');

/** Things that an act handed over and that another one has handed over since. */
async function givenAgain(tx: Tx, actId: string): Promise<Set<string>> {
	const rows = await tx
		.select({ itemId: itemMove.itemId })
		.from(itemMove)
		.innerJoin(
			later,
			and(
				eq(later.itemId, itemMove.itemId),
				eq(later.event, 'handed_over'),
				gt(later.seq, itemMove.seq)
			)
		)
		.where(and(eq(itemMove.actId, actId), eq(itemMove.event, 'handed_over')));
	return new Set(rows.map(({ itemId }) => itemId));
}

function eventOf(
	line: { event: ItemEvent; doneAt: Date | null },
	accepts: boolean
): ItemEvent | null {
	if (line.event === 'handed_over') return accepts ? 'accepted' : 'refused';
	return accepts && line.doneAt === null ? line.event : null;
}

/** Marks an act as complete when nobody has still to sign it. Gives whether it is. */
export async function completeIfSigned(tx: Tx, id: string, at: Date): Promise<boolean> {
	const [waiting] = await tx
		.select({ id: actSignature.id })
		.from(actSignature)
		.where(
			and(eq(actSignature.actId, id), isNull(actSignature.signedAt), isNull(actSignature.refusedAt))
		)
		.limit(1);
	if (waiting) return false;
	await tx
		.update(act)
		.set({ state: 'complete', completedAt: at })
		.where(and(eq(act.id, id), eq(act.state, 'open')));
	await enqueue(tx, PAPER_JOB);
	return true;
}
