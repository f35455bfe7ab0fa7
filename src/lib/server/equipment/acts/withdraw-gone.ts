import { and, eq, exists, inArray, ne, not, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { m } from '#lib/paraglide/messages.js';
import { systemActor } from '#lib/people/actor.ts';
import type { AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { closeTasks } from './close-tasks.ts';
import { act, actLine, itemMove } from './tables.ts';

const given = alias(itemMove, 'move_given');
const touched = alias(actLine, 'line_touched');

/**
 * Withdraws the handovers and passings-on that still wait for a name although another act has meanwhile taken back
 * everything on them: nobody is asked to sign for what they no longer have. For the portal itself, in the transaction of
 * the act that moved the things (`itemIds`), whose number is the reason. Gives the events for the audit log
 * (`act.cancelled`).
 */
export async function withdrawGone(
	tx: Tx,
	itemIds: readonly string[],
	by: { id: string; number: string },
	at: Date
): Promise<AuditEvent[]> {
	const gone = await tx
		.select({ id: act.id, number: act.number, kind: act.kind })
		.from(act)
		.where(
			and(
				eq(act.state, 'open'),
				inArray(act.kind, ['handover', 'transfer']),
				ne(act.id, by.id),
				inArray(
					act.id,
					tx
						.select({ id: touched.actId })
						.from(touched)
						.where(inArray(touched.itemId, [...itemIds]))
				),
				not(
					exists(
						tx
							.select()
							.from(actLine)
							.where(and(eq(actLine.actId, act.id), not(left(tx))))
					)
				)
			)
		)
		.for('update', { of: act });
	if (gone.length === 0) return [];
	const ids = gone.map(({ id }) => id);
	await tx.update(act).set({ state: 'cancelled', completedAt: at }).where(inArray(act.id, ids));
	const passed = await tx
		.select({ itemId: actLine.itemId })
		.from(actLine)
		.where(and(inArray(actLine.actId, ids), eq(actLine.event, 'passed_on')));
	const ended = await closeTasks(
		tx,
		systemActor,
		{ kinds: ['passed_on'], itemIds: passed.map(({ itemId }) => itemId), outcome: by.number },
		at
	);
	// The words of the document are Estonian, the language of the accounts.
	const reason = m.acts_taken_back_by({ number: by.number }, { locale: 'et' });
	return [
		...ended,
		...gone.map(({ id, number }) => ({
			...{ actor: systemActor, action: 'act.cancelled', noun: 'act', recordId: id, at },
			after: { number, reason }
		}))
	];
}

/** The thing on the line has left the hands that the act put it into, or that would have passed it on. */
const left = (tx: Tx) =>
	or(
		and(
			eq(act.kind, 'handover'),
			exists(
				tx
					.select()
					.from(itemMove)
					.innerJoin(
						given,
						and(
							eq(given.actId, act.id),
							eq(given.itemId, itemMove.itemId),
							eq(given.event, 'handed_over')
						)
					)
					.where(
						and(
							eq(itemMove.itemId, actLine.itemId),
							inArray(itemMove.event, ['returned', 'written_off']),
							sql`${itemMove.seq} > ${given.seq}`
						)
					)
			)
		),
		and(
			eq(act.kind, 'transfer'),
			exists(
				tx
					.select()
					.from(item)
					.where(
						and(
							eq(item.id, actLine.itemId),
							sql`${item.holderId} is distinct from ${act.fromPersonId}`
						)
					)
			)
		)
	) ?? sql`false`;
