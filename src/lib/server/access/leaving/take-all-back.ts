import { and, eq, isNull } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { localize } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { releaseAllSeats } from '#lib/server/software/release-seat.ts';
import { endAllRights } from '#lib/server/systems/end-right.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { staffChange } from '../changes/tables.ts';
import { openAccessTask } from '../tasks/open-access-task.ts';
import { accessTask } from '../tasks/tables.ts';
import type { Leaving } from './open-leaving.ts';

/**
 * What somebody who has left still has in the registers: rights end, seats are given back, and each system that they own
 * is a task of the desk, who names another owner. Safe to run twice. Things have tasks of their own.
 */
export async function takeAllBack(
	tx: Tx,
	actor: Actor,
	leaving: Leaving,
	clock: Clock
): Promise<void> {
	const { personId } = leaving;
	if (!personId) return;
	const at = clock.now();
	await endAllRights(tx, actor, { personId, reason: 'left' }, clock);
	await releaseAllSeats(tx, actor, { personId }, clock);
	const owned = await tx
		.select({ name: informationSystem.name })
		.from(informationSystem)
		.where(and(eq(informationSystem.ownerId, personId), eq(informationSystem.active, true)));
	for (const { name } of owned)
		await openOnce(tx, actor, { personId, note: localize(name, 'et'), sourceId: leaving.id }, at);
	await tx
		.update(staffChange)
		.set({ appliedAt: at })
		.where(and(eq(staffChange.id, leaving.id), isNull(staffChange.appliedAt)));
}

async function openOnce(
	tx: Tx,
	actor: Actor,
	about: { personId: string; note: string; sourceId: string },
	at: Date
): Promise<void> {
	const [open] = await tx
		.select({ id: accessTask.id })
		.from(accessTask)
		.where(
			and(
				eq(accessTask.kind, 'held_by_leaver'),
				eq(accessTask.personId, about.personId),
				eq(accessTask.note, about.note),
				isNull(accessTask.doneAt)
			)
		);
	if (open) return;
	const task = { ...about, kind: 'held_by_leaver', source: 'leaver', dueOn: isoDay(at) } as const;
	await openAccessTask(tx, actor, task, at);
}
