import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { moveFrom, type RequestMove } from '#lib/requests/request-moves.ts';
import { isPaused, type Holder } from '#lib/requests/statuses.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { announceChange } from './announce-change.ts';
import { movedOn, type RequestRecord } from './locked-request.ts';
import { promiseOf } from './promise-of.ts';
import { recordEvent, type RequestEventInput } from './record-event.ts';
import { calendarOf } from './request-calendar.ts';
import { tellStepped } from './request-listeners.ts';
import { requestPause, serviceRequest } from './tables.ts';

/** In whose hands a request is after the step. */
export type Hands = { holder: Holder; heldById?: string | null; heldByName?: string | null };

export type RequestStep = {
	/** The change of status; left out when the status stays. */
	move?: RequestMove;
	hands?: Hands;
	set?: PgUpdateSetSource<typeof serviceRequest>;
	event?: RequestEventInput;
};

type Movable = RequestRecord & { beneficiary: { hours: string } };

/**
 * The only writer of a request's status, hands and promise. Checks that the move is possible, starts and stops
 * the clock, counts the revision and writes the step into the journey. Throws Conflict when the request has moved
 * on meanwhile, naming who was first.
 */
export async function moveRequest<R extends Movable>(
	tx: Tx,
	request: R,
	actor: Actor,
	step: RequestStep,
	at: Date
): Promise<R> {
	const status = step.move ? moveFrom(request.status, step.move) : request.status;
	if (!status) throw await movedOn(tx, request);
	const clock = await changeClock(tx, request, status, at);
	const hands = step.hands && {
		holder: step.hands.holder,
		heldById: step.hands.heldById ?? null,
		heldByName: step.hands.heldByName ?? null,
		heldSince: at
	};
	const [after] = await tx
		.update(serviceRequest)
		.set({
			...hands,
			...clock,
			...step.set,
			status,
			revision: sql`${serviceRequest.revision} + 1`,
			lastEventAt: at
		})
		.where(eq(serviceRequest.id, request.id))
		.returning();
	if (!after) throw await movedOn(tx, request);
	await Promise.all([
		announceChange(tx, after),
		step.event ? recordEvent(tx, request.id, actor, step.event, at) : undefined
	]);
	await tellStepped(tx, after, actor, at);
	return { ...request, ...after };
}

async function changeClock(tx: Tx, request: Movable, status: RequestRecord['status'], at: Date) {
	if (isPaused(status) && request.status !== status) {
		if (isPaused(request.status)) await stopPause(tx, request.id, at);
		const why = status === 'waiting_vendor' ? 'vendor' : 'requester';
		await tx.insert(requestPause).values({ id: newId(), requestId: request.id, since: at, why });
		return { pausedSince: request.pausedSince ?? at };
	}
	if (isPaused(status) || !isPaused(request.status)) return {};
	await stopPause(tx, request.id, at);
	const calendar = await calendarOf(tx, request.beneficiary.hours);
	return {
		pausedSince: null,
		promisedAt: await promiseOf(tx, request.id, request, at, calendar)
	};
}

async function stopPause(tx: Tx, requestId: string, at: Date) {
	await tx
		.update(requestPause)
		.set({ until: at })
		.where(and(eq(requestPause.requestId, requestId), isNull(requestPause.until)));
}
