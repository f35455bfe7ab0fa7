import { and, eq, inArray, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import { systemActor } from '#lib/people/actor.ts';
import { OPEN_STATUSES } from '#lib/requests/statuses.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { service } from '#lib/server/catalogue/tables.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { staffChange } from '../changes/tables.ts';
import { finishLeaving } from './finish-leaving.ts';
import { limitLeaver } from './limit-leaver.ts';
import { openLeaving, type Leaving } from './open-leaving.ts';
import { takeAllBack } from './take-all-back.ts';

/** Slug of the service by which it is told that somebody leaves. */
const LEAVER_SERVICE = 'leaver';

/** A contract that ends opens its leaving so many days before. */
const DAYS_AHEAD = 30;

const open = and(eq(staffChange.kind, 'leaver'), eq(staffChange.state, 'open'));

/**
 * Keeps leavings in step with the register of people and with requests, whichever way a last day came there: opens those
 * that a request or a day tells of, moves their day, gives rights that day, calls off those who stay, and takes back
 * what somebody who has left still has. Every few minutes; safe to run twice.
 */
export const followLeavings: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const told = [...(await toldByRequests(db)), ...(await toldByDays(db, at))];
	for (const one of told) await withTransaction(db, (tx) => openLeaving(tx, systemActor, one, at));
	const following = await db
		.select({ leaving: staffChange, status: person.status, endsOn: person.endsOn })
		.from(staffChange)
		.innerJoin(person, eq(person.id, staffChange.personId))
		.where(open);
	for (const { leaving, status, endsOn } of following)
		await withTransaction(db, async (tx) => {
			if (status === 'left') {
				await takeAllBack(tx, systemActor, leaving, clock);
				await finishLeaving(tx, systemActor, leaving, at);
			} else if (endsOn) {
				const moved = { personId: leaving.personId ?? '', day: endsOn };
				const now =
					leaving.day === endsOn ? leaving : await openLeaving(tx, systemActor, moved, at);
				await limitLeaver(tx, systemActor, now, endsOn, at);
			} else if (await noLongerTold(tx, leaving)) {
				await callOff(tx, leaving, at);
			}
		});
};

type Told = { personId: string; day: string; requestId?: string; requestNumber?: number };

/** Requests about a leaver that have no leaving yet. */
async function toldByRequests(db: Db): Promise<Told[]> {
	const found = await db
		.select({
			requestId: serviceRequest.id,
			requestNumber: serviceRequest.number,
			personId: sql<string>`${serviceRequest.answers} ->> 'leaver'`,
			day: sql<string>`${serviceRequest.answers} ->> 'last_day'`
		})
		.from(serviceRequest)
		.innerJoin(service, eq(service.id, serviceRequest.serviceId))
		.where(
			and(
				eq(service.slug, LEAVER_SERVICE),
				inArray(serviceRequest.status, [...OPEN_STATUSES]),
				notExists(
					db
						.select({ id: staffChange.id })
						.from(staffChange)
						.where(eq(staffChange.requestId, serviceRequest.id))
				)
			)
		)
		.orderBy(serviceRequest.number);
	const people = await db
		.select({ id: person.id, endsOn: person.endsOn })
		.from(person)
		.where(
			and(
				eq(person.status, 'active'),
				inArray(
					person.id,
					found.map((one) => one.personId).filter((id) => isId(id))
				)
			)
		);
	return found.flatMap((one) => {
		const who = people.find(({ id }) => id === one.personId);
		return who && one.day ? [{ ...one, day: who.endsOn ?? one.day }] : [];
	});
}

/** Those whose last day comes near, or who have left and have something, without a leaving that is open. */
async function toldByDays(db: Db, at: Date): Promise<Told[]> {
	const mine = alias(staffChange, 'mine');
	const near = isoDay(new Date(at.getTime() + DAYS_AHEAD * 86_400_000));
	const holds = sql`(exists (select from access_right r where r.person_id = ${person.id} and r.ended_at is null)
		or exists (select from software_seat s where s.person_id = ${person.id} and s.released_at is null))`;
	const rows = await db
		.select({ personId: person.id, day: sql<string>`coalesce(${person.endsOn}, ${isoDay(at)})` })
		.from(person)
		.where(
			and(
				or(
					and(eq(person.status, 'active'), isNotNull(person.endsOn), lte(person.endsOn, near)),
					and(eq(person.status, 'left'), holds)
				),
				notExists(
					db
						.select({ id: mine.id })
						.from(mine)
						.where(
							and(eq(mine.personId, person.id), eq(mine.kind, 'leaver'), eq(mine.state, 'open'))
						)
				)
			)
		)
		.orderBy(person.id);
	return rows;
}

/** The request that told of it came to nothing, or the day was taken out of the register again. */
async function noLongerTold(tx: Tx, { requestId }: Leaving): Promise<boolean> {
	if (!requestId) return true;
	const [request] = await tx
		.select({ status: serviceRequest.status })
		.from(serviceRequest)
		.where(eq(serviceRequest.id, requestId));
	return !request || !OPEN_STATUSES.includes(request.status);
}

async function callOff(tx: Tx, leaving: Leaving, at: Date): Promise<void> {
	await limitLeaver(tx, systemActor, leaving, null, at);
	await tx
		.update(staffChange)
		.set({ state: 'cancelled', finishedAt: at })
		.where(and(eq(staffChange.id, leaving.id), isNull(staffChange.finishedAt)));
	await recordAudit(tx, {
		...{ actor: systemActor, action: 'leaving.called_off', noun: 'leaving', at },
		recordId: leaving.id,
		before: { day: leaving.day }
	});
}
