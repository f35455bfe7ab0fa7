import { and, eq } from 'drizzle-orm';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findActive } from '#lib/server/people/still-there.ts';
import { place } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { newCodeSecret } from './attendance-code.ts';
import { offerFreeSeats } from './offer-seats.ts';
import { freeSeats, listConcerned, lockSession } from './session-record.ts';
import { courseSession } from './tables.ts';
import { tellCourse } from './tell-course.ts';

export type SessionInput = {
	/** Absent for a new session. */
	id?: string;
	/** Sequence of the session when its form was opened. */
	seen?: number;
	moduleId: string;
	placeId: string | null;
	room: string;
	teacherId: string | null;
	teacherName: string;
	locale: Locale;
	/** 1 to 500. */
	seats: number;
	startsAt: Date;
	endsAt: Date;
	signUpUntil: Date;
	offerHours: number;
	note: string;
};

/**
 * Plans a session, or changes one before it is over. A new time or place is sent to everybody concerned with a
 * calendar entry under the same UID; more seats are offered to those who wait. Authors and administrators.
 * Recorded as `course.planned` or `course.changed`. Throws Forbidden, NotFound, Invalid (`endsAt`, `signUpUntil`,
 * `seats` when more people have one, `placeId`, `teacherId`, `moduleId`), Conflict when somebody else changed it or it is cancelled.
 */
export async function saveSession(
	db: DbOrTx,
	actor: Actor,
	input: SessionInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const at = clock.now();
	mustFit(input, at);
	return withTransaction(db, async (tx) => {
		await mustBeThere(tx, input);
		const { id: given, seen, ...values } = input;
		return given ? change(tx, actor, { id: given, seen }, values, at) : plan(tx, actor, values, at);
	});
}

type Values = Omit<SessionInput, 'id' | 'seen'>;

async function plan(tx: Tx, actor: Actor, values: Values, at: Date): Promise<{ id: string }> {
	const id = newId();
	await tx.insert(courseSession).values({
		id,
		...values,
		codeSecret: newCodeSecret(),
		createdById: actorPersonId(actor),
		updatedAt: at
	});
	await recordAudit(tx, {
		actor,
		action: 'course.planned',
		noun: 'course_session',
		recordId: id,
		after: values,
		at
	});
	return { id };
}

async function change(
	tx: Tx,
	actor: Actor,
	which: { id: string; seen: number | undefined },
	values: Values,
	at: Date
): Promise<{ id: string }> {
	const before = await lockSession(tx, which.id);
	if (before.cancelledAt) throw conflict('courses_error_cancelled');
	if (which.seen !== undefined && which.seen !== before.sequence)
		throw conflict('courses_error_changed');
	const taken = before.seats - (await freeSeats(tx, before));
	if (values.seats < taken) throw invalid({ seats: ['courses_error_seats_taken'] });
	const sequence = before.sequence + 1;
	await tx
		.update(courseSession)
		.set({ ...values, moduleId: before.moduleId, sequence, updatedAt: at, remindedAt: null })
		.where(eq(courseSession.id, which.id));
	const session = await lockSession(tx, which.id);
	const moved =
		before.startsAt.getTime() !== values.startsAt.getTime() ||
		before.endsAt.getTime() !== values.endsAt.getTime() ||
		before.placeId !== values.placeId ||
		before.room !== values.room;
	if (moved && at < values.endsAt) {
		const concerned = await listConcerned(tx, which.id);
		const seated = concerned.filter(({ state }) => state === 'seated');
		const others = concerned.filter(({ state }) => state !== 'seated');
		await tellCourse(tx, session, {
			kind: 'course.changed',
			recipients: seated.map(({ personId }) => personId),
			calendar: 'REQUEST',
			at
		});
		await tellCourse(tx, session, {
			kind: 'course.changed',
			recipients: others.map(({ personId }) => personId),
			at
		});
	}
	await offerFreeSeats(tx, session, at);
	await recordAudit(tx, {
		actor,
		action: 'course.changed',
		noun: 'course_session',
		recordId: which.id,
		before: shown(before),
		after: values,
		at
	});
	return { id: which.id };
}

/** Everything about a session but the secret of its codes. */
function shown({ codeSecret: _secret, ...rest }: typeof courseSession.$inferSelect) {
	return rest;
}

function mustFit(input: SessionInput, at: Date): void {
	const issues: Record<string, string[]> = {};
	if (input.endsAt <= input.startsAt) issues.endsAt = ['courses_error_end_before_start'];
	if (!input.id && input.startsAt <= at) issues.startsAt = ['courses_error_past'];
	if (input.signUpUntil > input.startsAt) issues.signUpUntil = ['courses_error_sign_up_late'];
	if (input.seats < 1 || input.seats > 500) issues.seats = ['courses_error_seats'];
	if (input.offerHours < 1 || input.offerHours > 168) issues.offerHours = ['courses_error_offer'];
	if (Object.keys(issues).length > 0) throw invalid(issues);
}

async function mustBeThere(tx: Tx, input: SessionInput): Promise<void> {
	const [found] = await tx
		.select({ id: trainingModule.id })
		.from(trainingModule)
		.where(and(eq(trainingModule.id, input.moduleId), eq(trainingModule.active, true)));
	if (!found) throw invalid({ moduleId: ['courses_error_module'] });
	if (input.teacherId && !(await findActive(tx, input.teacherId)))
		throw invalid({ teacherId: ['courses_error_teacher'] });
	if (!input.placeId) return;
	const [house] = await tx
		.select({ id: place.id })
		.from(place)
		.where(and(eq(place.id, input.placeId), eq(place.active, true)));
	if (!house) throw invalid({ placeId: ['courses_error_place'] });
}
