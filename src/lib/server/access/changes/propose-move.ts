import { and, eq, isNull } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findHours } from '#lib/server/people/find-hours.ts';
import { mustFit } from '#lib/server/people/move-person.ts';
import { lockStructure } from '#lib/server/people/structure-tree.ts';
import { person } from '#lib/server/people/tables.ts';
import { calendarOf } from '#lib/server/requests/request-calendar.ts';
import { workingDaysBefore } from '#lib/working-time/days-before.ts';
import { accessTask } from '../tasks/tables.ts';
import { withdrawAccessTask } from '../tasks/withdraw-access-task.ts';
import { applyMove } from './apply-move.ts';
import { moverLines } from './mover-lines.ts';
import { staffChange, staffChangeLine } from './tables.ts';
import { tellChange } from './tell-change.ts';

export type ProposeMoveInput = {
	personId: string;
	unitId: string;
	position: string;
	placeId: string | null;
	managerId: string | null;
	/** ISO day from which they work there. */
	day: string;
};

/**
 * Tells that somebody moves to another unit, position or place: works out line by line what they keep, lose and get,
 * for the new line manager to decide. The new line manager, representatives of the unit, and the desk of both units. A
 * move of the same person that has not happened yet gives way to this one; of one that has, what is still to be done is
 * withdrawn.
 * When the day is today or past, they move at once. Recorded as `change.proposed`; the new line manager and the present
 * one are told. Throws Forbidden, NotFound, Invalid at the field, Conflict `moves_nothing_changes`.
 */
export async function proposeMove(
	db: Db,
	actor: Actor,
	input: ProposeMoveInput,
	clock: Clock = systemClock
): Promise<{ id: string; number: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const mover = await lockMover(tx, input.personId);
		const { unitId, managerId, personId } = input;
		const now = { fromUnitId: mover.unitId, presentManagerId: mover.managerId };
		const move = { unitId, personId, managerId, ...now };
		if (!can(actor, 'people.move', move)) throw forbidden();
		if (mover.status !== 'active') throw conflict('registers_person_left', { person: mover.name });
		if (managerId === personId) throw invalid({ managerId: ['people_manager_circle'] });
		await mustFit(tx, personId, input);
		const { unitId: fromUnitId, position: fromPosition } = mover;
		if (
			fromUnitId === unitId &&
			fromPosition === input.position &&
			mover.placeId === input.placeId &&
			mover.managerId === managerId
		)
			throw conflict('moves_nothing_changes', { person: mover.name });
		await giveWay(tx, actor, personId, at);
		const facts = {
			kind: 'mover' as const,
			personId,
			name: mover.name,
			day: input.day,
			fromUnitId,
			toUnitId: unitId,
			fromPosition,
			toPosition: input.position,
			toPlaceId: input.placeId,
			managerId
		};
		const id = newId();
		const [made] = await tx
			.insert(staffChange)
			.values({ id, ...facts, createdAt: at, createdById: actorPersonId(actor) })
			.returning();
		if (!made) throw notFound();
		const from = { unitId: fromUnitId, position: fromPosition };
		const to = { unitId, position: input.position };
		const lines = await moverLines(tx, { personId, from, to, toPlaceId: input.placeId });
		const calendar = await calendarOf(tx, await findHours(tx, input.placeId));
		const rows = lines.map(({ daysBefore, ...line }) => ({
			id: newId(),
			changeId: id,
			...line,
			dueOn: workingDaysBefore(input.day, daysBefore, calendar)
		}));
		if (rows.length > 0) await tx.insert(staffChangeLine).values(rows);
		await recordAudit(tx, {
			actor,
			action: 'change.proposed',
			noun: 'change',
			recordId: id,
			after: { ...facts, lines: rows.length },
			at
		});
		if (managerId)
			await tellChange(tx, actor, made, { kind: 'move.to_decide', to: [managerId] }, at);
		await tellChange(
			tx,
			actor,
			made,
			{ kind: 'move.told', to: [mover.managerId, personId], href: '/me' },
			at
		);
		if (input.day <= isoDay(at)) await applyMove(tx, made, clock);
		return { id, number: made.number };
	});
}

/** Two moves of one person wait for each other: the second sees what the first did. */
async function lockMover(tx: Tx, id: string) {
	const [mover] = await tx
		.select({
			name: person.name,
			status: person.status,
			unitId: person.unitId,
			placeId: person.placeId,
			managerId: person.managerId,
			position: person.position
		})
		.from(person)
		.where(eq(person.id, id))
		.for('update');
	if (!mover) throw notFound();
	return mover;
}

async function giveWay(tx: Tx, actor: Actor, personId: string, at: Date): Promise<void> {
	const before = await tx
		.select({ id: staffChange.id, appliedAt: staffChange.appliedAt })
		.from(staffChange)
		.where(
			and(
				eq(staffChange.personId, personId),
				eq(staffChange.kind, 'mover'),
				eq(staffChange.state, 'open')
			)
		)
		.for('update');
	for (const change of before) {
		const state = change.appliedAt ? ('done' as const) : ('cancelled' as const);
		await tx
			.update(staffChange)
			.set({ state, finishedAt: at })
			.where(eq(staffChange.id, change.id));
		const tasks = await tx
			.select({ id: accessTask.id })
			.from(accessTask)
			.where(and(eq(accessTask.sourceId, change.id), isNull(accessTask.doneAt)));
		const mine = { source: 'mover' as const, sourceId: change.id, outcome: 'withdrawn' };
		for (const task of tasks) await withdrawAccessTask(tx, actor, { ...mine, taskId: task.id }, at);
		await recordAudit(tx, {
			actor,
			action: 'change.gave_way',
			noun: 'change',
			recordId: change.id,
			after: { state },
			at
		});
	}
}
