import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { SeatState } from '#lib/training/course-session.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { person, place } from '#lib/server/people/tables.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { trainingModule } from '../modules/tables.ts';

/** A course with a teacher at a time and place. Attending it completes the module. */
export const courseSession = pgTable(
	'course_session',
	{
		id: id(),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		placeId: uuid('place_id').references(() => place.id),
		/** Room, or the address of a video meeting. */
		room: text('room').notNull().default(''),
		teacherId: uuid('teacher_id').references(() => person.id),
		/** A teacher from outside, in words. */
		teacherName: text('teacher_name').notNull().default(''),
		/** In which language it is held. */
		locale: text('locale').$type<Locale>().notNull(),
		seats: integer('seats').notNull(),
		startsAt: moment('starts_at').notNull(),
		endsAt: moment('ends_at').notNull(),
		signUpUntil: moment('sign_up_until').notNull(),
		/** Hours somebody of the waiting list has to take an offered seat. */
		offerHours: integer('offer_hours').notNull().default(24),
		note: text('note').notNull().default(''),
		/** Of the calendar entry (RFC 5545): raised by every change, so that calendars follow. */
		sequence: integer('sequence').notNull().default(0),
		cancelledAt: moment('cancelled_at'),
		cancelReason: text('cancel_reason').notNull().default(''),
		/** Secret of the attendance code; the shown code is made from it and the clock. */
		codeSecret: text('code_secret').notNull(),
		closedAt: moment('closed_at'),
		remindedAt: moment('reminded_at'),
		createdById: uuid('created_by_id').references(() => person.id),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		index('course_session_start').on(t.startsAt, t.id),
		index('course_session_module').on(t.moduleId, t.startsAt),
		check('course_session_seats', sql`seats > 0`),
		check('course_session_times', sql`ends_at > starts_at`)
	]
);

/** A person's seat in a session, or place on its waiting list. */
export const courseSeat = pgTable(
	'course_seat',
	{
		id: id(),
		sessionId: uuid('session_id')
			.notNull()
			.references(() => courseSession.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** `seated`, `waiting`, `offered`, `given_up`, `attended`, `absent`. */
		state: text('state').$type<SeatState>().notNull(),
		signedUpAt: moment('signed_up_at').notNull(),
		/** The offer of a seat holds until then. */
		offeredUntil: moment('offered_until'),
		/** How attendance was marked. */
		markedBy: text('marked_by').$type<'list' | 'code'>(),
		markedAt: moment('marked_at'),
		completionId: uuid('completion_id'),
		/** 1 to 5, after the session. */
		rating: integer('rating'),
		feedback: text('feedback').notNull().default('')
	},
	(t) => [
		unique('course_seat_once').on(t.sessionId, t.personId),
		index('course_seat_person').on(t.personId),
		index('course_seat_queue')
			.on(t.sessionId, t.signedUpAt)
			.where(sql`state in ('waiting', 'offered')`),
		check('course_seat_rating', sql`rating between 1 and 5`)
	]
);

/** Modules in an order worth following. */
export const learningPath = pgTable('learning_path', {
	id: id(),
	slug: text('slug').notNull().unique(),
	title: localized('title').notNull(),
	summary: localized('summary').notNull(),
	active: boolean('active').notNull().default(true),
	/** The next module opens when the one before is done. */
	strict: boolean('strict').notNull().default(true),
	updatedAt: moment('updated_at').notNull()
});

/** A module of a path, by its place in it. */
export const pathStep = pgTable(
	'path_step',
	{
		pathId: uuid('path_id')
			.notNull()
			.references(() => learningPath.id),
		position: integer('position').notNull(),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id)
	},
	(t) => [
		primaryKey({ columns: [t.pathId, t.position] }),
		unique('path_step_once').on(t.pathId, t.moduleId)
	]
);
