import { and, desc, eq } from 'drizzle-orm';
import { effectPerson, effectTargets, type EffectTarget } from '#lib/catalogue/effect-targets.ts';
import type { TaskEffect } from '#lib/catalogue/service-task.ts';
import { conflict, DomainError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { findHandedOver } from '#lib/server/equipment/acts/find-handed-over.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { returnAllItems, returnItem } from '#lib/server/equipment/return-item.ts';
import { closeAccount, planLeave } from '#lib/server/people/plan-leave.ts';
import { findProduct, moduleOfProduct } from '#lib/server/software/get-product.ts';
import { releaseAllSeats, releaseSeat } from '#lib/server/software/release-seat.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { endAllRights, endRight } from '#lib/server/systems/end-right.ts';
import { findRoleBySlug } from '#lib/server/systems/find-role.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { withdrawOpened } from '#lib/server/training/duty/waive-obligation.ts';
import type { LockedRequest } from './locked-request.ts';
import { addFromAnswers, dayAnswer, personAddedBy } from './people-effects.ts';
import { approval } from './tables.ts';
import { assignTaskModule, withTraining } from './training-effects.ts';

/**
 * What the agent chose for the effect: the item to hand over, by inventory number or id; a newcomer's address; why a
 * right is given although the person has one that does not go with it.
 */
export type TaskChoice = { item?: string; email?: string; despite?: string };

/** What the effect made, kept with the task. */
export type EffectResult = Record<string, string>;

type Doing = {
	tx: Tx;
	actor: Actor;
	request: LockedRequest;
	personId: string;
	clock: Clock;
	despite?: string;
};

/**
 * Does in the registers what a task says, inside the task's transaction: if the register refuses, the task stays
 * undone. A right or seat that the person has already counts as given; one that has a module before it is given to
 * those who have done it, and brings the training of its holders. Throws what the register throws, Invalid
 * (`item`) when an item must be chosen, (`email`) when a newcomer's address is missing or taken, Conflict when the record in the answer is gone.
 */
export async function doEffect(
	tx: Tx,
	actor: Actor,
	request: LockedRequest,
	effect: TaskEffect,
	choice: TaskChoice,
	clock: Clock
): Promise<EffectResult> {
	const personId =
		effectPerson(effect, request.answers) ??
		('person' in effect && effect.person
			? await personAddedBy(tx, request.id, effect.person)
			: undefined) ??
		request.beneficiaryId;
	const doing: Doing = { tx, actor, request, personId, clock, despite: choice.despite };
	const targets = effectTargets(effect, request.answers);
	switch (effect.kind) {
		case 'grant_right':
			return together(targets, (target) => giveRight(doing, target));
		case 'take_seat':
			return together(targets, (target) => giveSeat(doing, target));
		case 'hand_over_item':
			return handOverChosen(doing, choice);
		case 'return_item':
			return together(targets, (target) => takeItem(doing, target));
		case 'release_seat':
			return together(targets, (target) => takeSeatBack(doing, target));
		case 'end_right':
			return together(targets, (target) => endHeldRight(doing, target));
		case 'return_all_items':
			return counted(await returnAllItems(tx, actor, { personId }, clock));
		case 'end_all_rights':
			return counted(await endAllRights(tx, actor, { personId, reason: request.title }, clock));
		case 'release_all_seats':
			return counted(await releaseAllSeats(tx, actor, { personId }, clock));
		case 'add_person': {
			const added = await addFromAnswers(tx, actor, request.answers, choice.email, clock);
			return { person: added.id, name: added.name };
		}
		case 'set_last_day': {
			const lastDay = dayAnswer(request.answers, effect.field);
			if (!lastDay) throw conflict('errors_record_gone');
			await planLeave(tx, actor, { personId, lastDay }, clock);
			return { day: lastDay };
		}
		case 'assign_module':
			return { ids: await assignTaskModule(doing, effect.module) };
		case 'close_account':
			await closeAccount(tx, actor, { personId }, clock);
			// Nothing stays with somebody who has left.
			await endAllRights(tx, systemActor, { personId, reason: 'left' }, clock);
			await releaseAllSeats(tx, systemActor, { personId }, clock);
			return counted([personId]);
	}
}

/**
 * Takes back what a task did, where that can be: an assigned module that nobody has done yet is withdrawn. Throws
 * Conflict `errors_task_has_effect` for the other effects.
 */
export async function undoEffect(
	tx: Tx,
	actor: Actor,
	effect: TaskEffect,
	result: EffectResult,
	clock: Clock
): Promise<void> {
	if (effect.kind !== 'assign_module') throw conflict('errors_task_has_effect');
	await withdrawOpened(tx, actor, (result.ids ?? '').split(',').filter(isId), clock);
}

const counted = (ids: string[]): EffectResult => ({ count: String(ids.length) });

async function together(
	targets: EffectTarget[],
	give: (target: EffectTarget) => Promise<string>
): Promise<EffectResult> {
	const made: string[] = [];
	for (const target of targets) made.push(await give(target));
	return made.length > 0 ? { ids: made.join(',') } : { count: '0' };
}

async function giveRight(doing: Doing, target: EffectTarget): Promise<string> {
	const { tx } = doing;
	if (!('right' in target)) throw conflict('errors_record_gone');
	const roleId =
		target.by === 'id'
			? target.right.role
			: (await findRoleBySlug(tx, target.right.system, target.right.role))?.id;
	if (!roleId) throw conflict('errors_record_gone');
	return unlessHeld('registers_right_already_held', () =>
		withTraining(doing, { roleId }, () => grantFrom(doing, roleId))
	);
}

async function grantFrom(doing: Doing, roleId: string): Promise<string> {
	const { tx, actor, request, personId, clock, despite } = doing;
	const right = await grantRight(
		tx,
		actor,
		{
			personId,
			roleId,
			from: dayAnswer(request.answers, 'from'),
			until: dayAnswer(request.answers, 'until'),
			requestId: request.id,
			requestNumber: request.number,
			approvedById: await lastApprover(tx, request.id),
			despite
		},
		clock
	);
	return right.id;
}

async function giveSeat(doing: Doing, target: EffectTarget): Promise<string> {
	const { tx, actor, request, personId, clock } = doing;
	if (!('product' in target)) throw conflict('errors_record_gone');
	const productId =
		target.by === 'id' ? target.product : (await findProduct(tx, target.product))?.id;
	if (!productId) throw conflict('errors_record_gone');
	const from = { requestId: request.id, requestNumber: request.number };
	return unlessHeld('registers_seat_already_held', () =>
		withTraining(doing, { productId }, async () => {
			const { id } = await takeSeat(tx, actor, { productId, personId, ...from }, clock);
			await assignProductModule(doing, productId);
			return id;
		})
	);
}

/** The module that users of the product do, besides what rules say. */
async function assignProductModule(doing: Doing, productId: string): Promise<void> {
	const key = await moduleOfProduct(doing.tx, productId);
	if (key) await assignTaskModule(doing, key);
}

async function unlessHeld(already: string, give: () => Promise<string>): Promise<string> {
	try {
		return await give();
	} catch (problem) {
		if (problem instanceof DomainError && problem.messageKey === already) return 'held';
		throw problem;
	}
}

async function handOverChosen(doing: Doing, choice: TaskChoice): Promise<EffectResult> {
	const { tx, actor, request, personId, clock } = doing;
	const chosen = choice.item?.trim();
	if (!chosen) throw invalid({ item: ['errors_item_needed'] });
	const ref = isId(chosen) ? { itemId: chosen } : { inventoryNumber: chosen.toUpperCase() };
	const from = { requestId: request.id, requestNumber: request.number };
	const given = await findHandedOver(tx, chosen, { personId, requestId: request.id });
	if (given) return handed(given);
	try {
		const item = await handOver(tx, actor, { ...ref, personId, ...from }, clock);
		return handed(item);
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code !== 'NotFound') throw problem;
		// A mistyped number is a mistake in a field, not a page that is gone.
		throw invalid({ item: ['queue_item_unknown'] });
	}
}

const handed = (item: {
	id: string;
	inventoryNumber: string;
	actId: string;
	actNumber: string;
}): EffectResult => ({
	...{ ids: item.id, item: item.inventoryNumber, act: item.actNumber, actId: item.actId }
});

async function takeItem(doing: Doing, target: EffectTarget): Promise<string> {
	if (!('item' in target)) throw conflict('errors_record_gone');
	const { tx, actor, request, clock } = doing;
	const from = { requestId: request.id, requestNumber: request.number };
	return (await returnItem(tx, actor, { itemId: target.item, ...from }, clock)).id;
}

/** Only what the person still has: what was taken back by another way meanwhile counts as taken back. */
async function takeSeatBack(doing: Doing, target: EffectTarget): Promise<string> {
	if (!('held' in target)) throw conflict('errors_record_gone');
	const { tx, actor, request, clock } = doing;
	const evidence = `IT-${request.number}`;
	return unlessHeld('registers_seat_already_released', async () => {
		await releaseSeat(tx, actor, { seatId: target.held, evidence }, clock);
		return target.held;
	});
}

async function endHeldRight(doing: Doing, target: EffectTarget): Promise<string> {
	if (!('held' in target)) throw conflict('errors_record_gone');
	const { tx, actor, request, clock } = doing;
	return unlessHeld('registers_right_already_ended', async () => {
		await endRight(tx, actor, { rightId: target.held, reason: request.title }, clock);
		return target.held;
	});
}

async function lastApprover(tx: Tx, requestId: string): Promise<string | null> {
	const [last] = await tx
		.select({ id: approval.decidedById })
		.from(approval)
		.where(and(eq(approval.requestId, requestId), eq(approval.decision, 'approved')))
		.orderBy(desc(approval.decidedAt), desc(approval.id))
		.limit(1);
	return last?.id ?? null;
}
