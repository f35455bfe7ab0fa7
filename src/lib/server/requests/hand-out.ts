import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { DomainError, forbidden, invalid } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db, DbOrTx } from '#lib/server/db/client.ts';
import { oncePerForm } from '#lib/server/equipment/acts/once-per-form.ts';
import { reserveItems } from '#lib/server/equipment/acts/reserve-items.ts';
import type { IssuedAct } from '#lib/server/equipment/acts/issue-act.ts';
import { handOverItems } from '#lib/server/equipment/hand-over.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { completeTask } from './complete-task.ts';
import { requestTask, serviceRequest } from './tables.ts';

const beneficiary = alias(person, 'waiting_for_item');
const MOST = 500;

function scopeOf(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(serviceRequest.unitId, units);
}

const effectKind = sql`${requestTask.effect}->>'kind'`;

/** A request that waits for a thing to be handed over. */
export type WaitingRequest = {
	requestId: string;
	number: number;
	title: string;
	personId: string;
	personName: string;
	category: ItemCategory | null;
	categoryName: LocalizedText | null;
};

/**
 * Requests whose person has still to get a thing and for whom none is set aside yet, the oldest promise first. Only the
 * desk, of its units. Throws Forbidden.
 */
export async function listWaitingForItems(db: DbOrTx, actor: Actor): Promise<WaitingRequest[]> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return db
		.select({
			requestId: serviceRequest.id,
			number: serviceRequest.number,
			title: serviceRequest.title,
			personId: beneficiary.id,
			personName: beneficiary.name,
			category: sql<ItemCategory | null>`${requestTask.effect}->>'category'`,
			categoryName: itemCategory.name
		})
		.from(requestTask)
		.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
		.innerJoin(beneficiary, eq(beneficiary.id, serviceRequest.beneficiaryId))
		.leftJoin(itemCategory, sql`${itemCategory.code} = ${requestTask.effect}->>'category'`)
		.where(
			and(
				isNull(requestTask.doneAt),
				sql`${effectKind} = 'hand_over_item' and ${requestTask.effect}->>'person' is null`,
				inArray(serviceRequest.status, [
					...(['queued', 'in_progress', 'waiting_requester', 'waiting_vendor'] as const)
				]),
				sql`not exists (select from ${item} r where r.request_id = ${serviceRequest.id} and r.state in ('reserved', 'handed_over'))`,
				scopeOf(actor)
			)
		)
		.orderBy(asc(serviceRequest.promisedAt), asc(serviceRequest.number))
		.limit(MOST);
}

/**
 * Sets things aside, each for a request by its number: `reserveItems`. Throws Invalid (`request`) for one that is not
 * waiting for a thing, and what `reserveItems` throws.
 */
export async function reserveForRequests(
	db: DbOrTx,
	actor: Actor,
	pairs: readonly { itemId: string; number: number }[],
	clock: Clock = systemClock
): Promise<IssuedAct> {
	const waiting = new Map(
		(await listWaitingForItems(db, actor)).map((one) => [one.number, one.requestId])
	);
	const reservations = pairs.map(({ itemId, number }) => {
		const requestId = waiting.get(number);
		if (!requestId) throw invalid({ request: ['acts_request_not_waiting'] });
		return { ref: { itemId }, requestId, requestNumber: number };
	});
	return reserveItems(db, actor, reservations, clock);
}

/** What is set aside for one person. */
export type SetAside = {
	personId: string;
	personName: string;
	placeName: LocalizedText | null;
	items: {
		id: string;
		inventoryNumber: string;
		category: ItemCategory;
		categoryName: LocalizedText;
		model: string;
		requestId: string;
		requestNumber: number;
	}[];
};

/** Things set aside for requests, by the person who gets them. Only the desk, of its units. Throws Forbidden. */
export async function listSetAside(db: DbOrTx, actor: Actor): Promise<SetAside[]> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	const rows = await db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			model: item.model,
			requestId: serviceRequest.id,
			requestNumber: serviceRequest.number,
			personId: beneficiary.id,
			personName: beneficiary.name,
			placeName: place.name
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.innerJoin(serviceRequest, eq(serviceRequest.id, item.requestId))
		.innerJoin(beneficiary, eq(beneficiary.id, serviceRequest.beneficiaryId))
		.leftJoin(place, eq(place.id, beneficiary.placeId))
		.where(and(eq(item.state, 'reserved'), isNull(item.withdrawnAt), scopeOf(actor)))
		.orderBy(asc(beneficiary.name), asc(item.inventoryNumber))
		.limit(MOST);
	const people = new Map<string, SetAside>();
	for (const { personId, personName, placeName, ...one } of rows) {
		const has = people.get(personId) ?? { personId, personName, placeName, items: [] };
		has.items.push(one);
		people.set(personId, has);
	}
	return [...people.values()];
}

/**
 * Hands everything that is set aside for a person over by one act, and ticks off the tasks of the requests that asked for
 * it, where nothing else has to come first. Sent twice it is one act. Throws what `handOverItems` throws, Invalid
 * (`form`) when nothing is set aside for that person.
 */
export async function handOutTo(
	db: Db,
	actor: Actor,
	input: { personId: string; formKey: string },
	clock: Clock = systemClock
): Promise<{ actId: string }> {
	const { personId, formKey } = input;
	let taken: SetAside | undefined;
	const actId = await oncePerForm(db, formKey, async () => {
		taken = (await listSetAside(db, actor)).find((one) => one.personId === personId);
		if (!taken) throw invalid({ form: ['acts_nothing_set_aside'] });
		const refs = taken.items.map(({ id }) => ({ itemId: id }));
		return handOverItems(db, actor, refs, { personId, formKey, ...oneRequest(taken) }, clock);
	});
	for (const one of taken?.items ?? []) await tickTask(db, actor, one, clock);
	return { actId };
}

/** Handed out for one request, the act bears its number; for several, each thing keeps its own. */
function oneRequest({ items }: SetAside): { requestId?: string; requestNumber?: number } {
	const [first] = items;
	const same = items.every(({ requestNumber }) => requestNumber === first?.requestNumber);
	if (!same || !first) return {};
	return { requestId: first.requestId, requestNumber: first.requestNumber };
}

async function tickTask(
	db: Db,
	actor: Actor,
	given: { id: string; category: ItemCategory; requestNumber: number },
	clock: Clock
): Promise<void> {
	const [task] = await db
		.select({ key: requestTask.key })
		.from(requestTask)
		.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
		.where(
			and(
				eq(serviceRequest.number, given.requestNumber),
				isNull(requestTask.doneAt),
				sql`${effectKind} = 'hand_over_item'`,
				sql`coalesce(${requestTask.effect}->>'category', ${given.category}) = ${given.category}`
			)
		)
		.orderBy(asc(requestTask.ordinal))
		.limit(1);
	if (!task) return;
	const { requestNumber: number, id } = given;
	try {
		await completeTask(db, actor, { number, taskKey: task.key, choice: { item: id } }, clock);
	} catch (problem) {
		// Another step of the request has to come first: the agent ticks it then, and the act is found again.
		if (!(problem instanceof DomainError)) throw problem;
	}
}
