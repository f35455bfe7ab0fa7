import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { notice } from '../tables.ts';

/** A time in which nothing is changed: elections, payroll, year's end. Half-open, by the minute. */
export const freezePeriod = pgTable(
	'freeze_period',
	{
		id: id(),
		name: localized('name').notNull(),
		reason: text('reason').notNull().default(''),
		startsAt: moment('starts_at').notNull(),
		endsAt: moment('ends_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull(),
		/** Called off. */
		endedAt: moment('ended_at')
	},
	(t) => [
		check('freeze_period_window', sql`starts_at < ends_at`),
		index('freeze_period_starts').on(t.startsAt)
	]
);

/** A notice that may happen within a freeze after all, by whose word and why. */
export const freezeException = pgTable(
	'freeze_exception',
	{
		freezeId: uuid('freeze_id')
			.notNull()
			.references(() => freezePeriod.id),
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id, { onDelete: 'cascade' }),
		reason: text('reason').notNull(),
		grantedById: uuid('granted_by_id').references(() => person.id),
		grantedAt: moment('granted_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.freezeId, t.noticeId] })]
);

/** A calendar of the municipality's own dates (payroll, council sessions, school holidays), imported from an ICS file. */
export const townCalendar = pgTable('town_calendar', {
	id: id(),
	name: text('name').notNull().unique(),
	importedAt: moment('imported_at').notNull(),
	importedById: uuid('imported_by_id').references(() => person.id)
});

/** One of those dates; importing the calendar again moves it by its UID. */
export const townDate = pgTable(
	'town_date',
	{
		id: id(),
		calendarId: uuid('calendar_id')
			.notNull()
			.references(() => townCalendar.id, { onDelete: 'cascade' }),
		/** UID of the entry, with the occurrence of a repeated one. */
		uid: text('uid').notNull(),
		title: text('title').notNull(),
		startsAt: moment('starts_at').notNull(),
		endsAt: moment('ends_at').notNull()
	},
	(t) => [unique('town_date_uid').on(t.calendarId, t.uid), index('town_date_starts').on(t.startsAt)]
);
