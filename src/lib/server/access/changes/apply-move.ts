import { eq } from 'drizzle-orm';
import { DomainError } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Tx } from '#lib/server/db/client.ts';
import { askBack } from '#lib/server/equipment/change-item-state.ts';
import { listAgentsFor } from '#lib/server/people/approvers.ts';
import { changePosition } from '#lib/server/people/change-position.ts';
import { movePerson } from '#lib/server/people/move-person.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { findRole } from '#lib/server/systems/find-role.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { findModuleByKey } from '#lib/server/training/duty/find-module-by-key.ts';
import { openAccessTask, type AccessTaskInput } from '../tasks/open-access-task.ts';
import { staffChange, staffChangeLine } from './tables.ts';
import { tellChange, type ChangeRecord } from './tell-change.ts';

type Line = typeof staffChangeLine.$inferSelect;

/**
 * The day of a move has come: the register gets the new unit, place, line manager and position, and what was decided
 * begins. What nobody decided stays as it is; whoever has left meanwhile does not move. In the caller's transaction with the change locked. Recorded as
 * `change.applied` and by the registers. Throws what the structure throws when the new place is not possible any more.
 */
export async function applyMove(tx: Tx, change: ChangeRecord, clock: Clock): Promise<void> {
	const { personId, toUnitId } = change;
	if (!personId || !toUnitId) return;
	const at = clock.now();
	const mover = await findPersonFacts(tx, personId);
	if (mover?.status !== 'active') {
		const over = { state: 'cancelled' as const, finishedAt: at };
		await tx.update(staffChange).set(over).where(eq(staffChange.id, change.id));
		return;
	}
	const standing = { unitId: toUnitId, placeId: change.toPlaceId, managerId: change.managerId };
	await movePerson(tx, systemActor, { id: personId, ...standing }, clock);
	await changePosition(tx, systemActor, { id: personId, position: change.toPosition }, at);
	await tx.update(staffChange).set({ appliedAt: at }).where(eq(staffChange.id, change.id));
	await recordAudit(tx, {
		actor: systemActor,
		action: 'change.applied',
		noun: 'change',
		recordId: change.id,
		after: { ...standing, position: change.toPosition },
		at
	});
	const lines = await tx
		.select()
		.from(staffChangeLine)
		.where(eq(staffChangeLine.changeId, change.id))
		.orderBy(staffChangeLine.id);
	await beginLines(tx, systemActor, change, lines, clock);
}

/**
 * Begins what was decided about lines of somebody who has moved: what is dropped becomes tasks of the desk, seats and rights
 * that nobody else has to agree to become tasks too, things are asked back, modules assigned. A right whose owner has to
 * agree waits for its own request. The desk is told once.
 */
export async function beginLines(
	tx: Tx,
	actor: Actor,
	change: ChangeRecord,
	lines: readonly Line[],
	clock: Clock
): Promise<void> {
	let opened = 0;
	for (const line of lines) if (await beginLine(tx, actor, change, line, clock)) opened += 1;
	if (opened === 0 || !change.toUnitId) return;
	const to = await listAgentsFor(tx, change.toUnitId);
	const params = { count: String(opened) };
	await tellChange(tx, actor, change, { kind: 'move.tasks', to, desk: true, params }, clock.now());
}

/** True when a task of the desk came of it. */
async function beginLine(
	tx: Tx,
	actor: Actor,
	change: ChangeRecord,
	line: Line,
	clock: Clock
): Promise<boolean> {
	if (line.accessTaskId || line.doneAt) return false;
	if (line.decided === 'drop' && line.itemId) {
		await unlessMoved(tx, (inner) =>
			askBack(inner, systemActor, { itemId: line.itemId ?? '', note: change.name }, clock)
		);
		await markDone(tx, line.id, clock.now());
		return false;
	}
	if (line.decided === 'add' && line.moduleSlug && change.personId) {
		const taught = await findModuleByKey(tx, line.moduleSlug);
		const personIds = [change.personId];
		if (taught)
			await unlessMoved(tx, (inner) =>
				assignModule(inner, systemActor, { moduleId: taught.id, personIds }, clock)
			);
		await markDone(tx, line.id, clock.now());
		return false;
	}
	const task = await taskOf(tx, line);
	if (!task) return false;
	const today = isoDay(clock.now());
	const { id } = await openAccessTask(
		tx,
		actor,
		{
			...task,
			personId: change.personId,
			note: `${change.fromPosition} → ${change.toPosition}`,
			dueOn: line.dueOn < today ? today : line.dueOn,
			source: 'mover',
			sourceId: change.id
		},
		clock.now()
	);
	await tx.update(staffChangeLine).set({ accessTaskId: id }).where(eq(staffChangeLine.id, line.id));
	return true;
}

type TaskPart = Pick<AccessTaskInput, 'kind' | 'rightId' | 'seatId' | 'roleId' | 'productId'>;

async function taskOf(tx: Tx, line: Line): Promise<TaskPart | undefined> {
	const { decided, rightId, seatId, roleId, productId } = line;
	if (decided === 'drop' && rightId) return { kind: 'end_right', rightId, roleId };
	if (decided === 'drop' && seatId) return { kind: 'release_seat', seatId, productId };
	if (decided !== 'add' || rightId || seatId) return undefined;
	if (productId) return { kind: 'take_seat', productId };
	if (!roleId) return undefined;
	const role = await findRole(tx, roleId);
	return role && !role.ownerApproves ? { kind: 'grant_right', roleId } : undefined;
}

const markDone = (tx: Tx, id: string, doneAt: Date) =>
	tx.update(staffChangeLine).set({ doneAt }).where(eq(staffChangeLine.id, id));

/** What the register says has changed meanwhile needs nothing more; the rest of the move goes on. */
async function unlessMoved(tx: Tx, act: (inner: Tx) => Promise<unknown>): Promise<void> {
	try {
		await withTransaction(tx, act);
	} catch (problem) {
		if (!(problem instanceof DomainError)) throw problem;
	}
}
