import { eq } from 'drizzle-orm';
import { conflict, DomainError, forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import type { NotificationKind } from '#lib/notifications/notification-kinds.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { lockSeat } from '../release-seat.ts';
import { softwareSeat } from '../tables.ts';
import { seatOfHolder } from './seat-holder.ts';

/** Working days in which a holder is to answer. */
const ANSWER_DAYS = 10;

/**
 * Asks the holders of seats whether they still need them: a line under the bell and a letter with the page where they
 * answer. Only the desk within its units. Each is recorded as `seat.asked`. Of several, those that can't be asked are
 * given back with the reason, and the others are asked. Throws Forbidden.
 */
export async function askHolders(
	db: DbOrTx,
	actor: Actor,
	{ seatIds }: { seatIds: readonly string[] },
	clock: Clock = systemClock
): Promise<{ asked: number; refused: { seatId: string; problem: DomainError }[] }> {
	if (!can(actor, 'seats.give')) throw forbidden();
	const at = clock.now();
	const answerBy = await workingDayAfter(db, at, ANSWER_DAYS);
	const refused: { seatId: string; problem: DomainError }[] = [];
	for (const seatId of new Set(seatIds)) {
		try {
			await withTransaction(db, (tx) => askOne(tx, actor, seatId, answerBy, at));
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
			refused.push({ seatId, problem });
		}
	}
	return { asked: new Set(seatIds).size - refused.length, refused };
}

async function askOne(tx: Tx, actor: Actor, seatId: string, answerBy: string, at: Date) {
	const seat = await lockSeat(tx, actor, seatId);
	if (seat.releasedAt) throw conflict('registers_seat_already_released');
	if (seat.state === 'asked') throw conflict('licences_asked_already');
	const { holderId } = await seatOfHolder(tx, actor, seatId);
	if (!holderId) throw conflict('licences_nobody_to_ask');
	const asked = {
		...{ state: 'asked' as const, askedAt: at, answerBy },
		...{ remindedAt: null, keptUntil: null, keptWhy: '' }
	};
	await tx.update(softwareSeat).set(asked).where(eq(softwareSeat.id, seatId));
	const { state, keptUntil, keptWhy } = seat;
	await recordAudit(tx, {
		...{ actor, action: 'seat.asked', noun: 'seat', recordId: seatId, at },
		...{ before: { state, keptUntil, keptWhy }, after: asked }
	});
	await tellHolder(tx, 'seat.asked', { seatId, answerBy, at });
}

/**
 * Reminds the holder of a seat who has not answered, with a new day. In the caller's transaction, which holds the seat.
 * Recorded as `seat.reminded`.
 */
export async function remindHolder(
	tx: Tx,
	actor: Actor,
	{ seatId, answerBy, at }: { seatId: string; answerBy: string; at: Date }
): Promise<void> {
	const after = { remindedAt: at, answerBy };
	await tx.update(softwareSeat).set(after).where(eq(softwareSeat.id, seatId));
	await recordAudit(tx, {
		actor,
		action: 'seat.reminded',
		noun: 'seat',
		recordId: seatId,
		after,
		at
	});
	await tellHolder(tx, 'seat.asked_reminder', { seatId, answerBy, at });
}

async function tellHolder(
	tx: Tx,
	kind: NotificationKind,
	{ seatId, answerBy, at }: { seatId: string; answerBy: string; at: Date }
): Promise<void> {
	const { holderId, product } = await seatOfHolder(tx, systemActor, seatId);
	if (!holderId) return;
	await notify(tx, {
		kind,
		recipients: [holderId],
		subject: { noun: 'seat', id: seatId, href: `/things/seats/${seatId}` },
		params: { title: product, due: answerBy },
		at
	});
}

/** The day, so many working days after a moment. */
export async function workingDayAfter(db: DbOrTx, at: Date, days: number): Promise<string> {
	const calendar = workingCalendar(await getWorkingHours(db, 'office'));
	return isoDay(addWorkingDays(at, days, calendar));
}
