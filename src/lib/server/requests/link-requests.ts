import { conflict, invalid } from '#lib/errors.ts';
import { formatNumber } from '#lib/requests/request-number.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { skipPending } from './decide-approval.ts';
import { lockRequest, type LockedRequest } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { recordEvent } from './record-event.ts';
import { requestLink } from './tables.ts';
import { parties, tell } from './tell.ts';

/**
 * Notes that two requests belong together. For the desk, which must see both. Recorded as `request.linked`.
 * Throws NotFound, Forbidden, Invalid (the same one twice).
 */
export async function linkRequests(
	db: Db,
	actor: Actor,
	input: { number: number; otherNumber: number },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const pair = await lockBoth(tx, actor, input.number, input.otherNumber);
		const [first, second] = pair[0].id < pair[1].id ? pair : [pair[1], pair[0]];
		await tx
			.insert(requestLink)
			.values({
				requestId: first.id,
				otherId: second.id,
				kind: 'related',
				createdById: actor.personId,
				createdAt: at
			})
			.onConflictDoNothing();
		for (const [one, other] of [pair, [pair[1], pair[0]]] as const) {
			const data = { other: formatNumber(other.number) };
			await recordEvent(tx, one.id, actor, { kind: 'linked', data, internal: true }, at);
		}
		await recordAudit(tx, {
			actor,
			action: 'request.linked',
			noun: 'request',
			recordId: pair[0].id,
			after: { other: pair[1].number },
			at
		});
	});
}

/**
 * Closes a duplicate in favour of another request: its people are told where it goes on. For the desk, which must
 * see both. Recorded as `request.merged`. Throws NotFound, Forbidden, Conflict (closed already), Invalid.
 */
export async function mergeRequests(
	db: Db,
	actor: Actor,
	input: { number: number; intoNumber: number },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const [duplicate, original] = await lockBoth(tx, actor, input.number, input.intoNumber);
		if (original.mergedIntoId || original.status === 'cancelled')
			throw conflict('errors_merge_closed', { number: formatNumber(original.number) });
		const data = { other: formatNumber(original.number) };
		const moved = await moveRequest(
			tx,
			duplicate,
			actor,
			{
				move: 'cancel',
				hands: { holder: 'nobody' },
				set: { closedAt: at, mergedIntoId: original.id },
				event: { kind: 'merged', data }
			},
			at
		);
		await skipPending(tx, duplicate.id, at);
		await tx
			.insert(requestLink)
			.values({
				requestId: duplicate.id,
				otherId: original.id,
				kind: 'duplicate',
				createdById: actor.personId,
				createdAt: at
			})
			.onConflictDoNothing();
		const here = { other: formatNumber(duplicate.number) };
		await recordEvent(
			tx,
			original.id,
			actor,
			{ kind: 'merged_here', data: here, internal: true },
			at
		);
		await tell(
			tx,
			moved,
			actor,
			{ kind: 'request.merged', to: parties(duplicate), params: { target: data.other } },
			at
		);
		await recordAudit(tx, {
			actor,
			action: 'request.merged',
			noun: 'request',
			recordId: duplicate.id,
			before: { status: duplicate.status },
			after: { into: original.number },
			at
		});
	});
}

/** Locks both in the order of their numbers, so that two who link crosswise never wait for each other. */
async function lockBoth(
	tx: Parameters<typeof lockRequest>[0],
	actor: Actor,
	number: number,
	other: number
): Promise<[LockedRequest, LockedRequest]> {
	if (number === other) throw invalid({ other: ['errors_same_request'] });
	const lock = (one: number) => lockRequest(tx, actor, one, 'request.fulfil');
	if (number < other) return [await lock(number), await lock(other)];
	const second = await lock(other);
	return [await lock(number), second];
}
