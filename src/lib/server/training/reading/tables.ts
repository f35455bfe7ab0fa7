import { sql } from 'drizzle-orm';
import {
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { Locale } from '#lib/i18n/localized.ts';
import type { AskedQuestion, GivenAnswers } from '#lib/training/attempt.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingEdition, trainingModule } from '../modules/tables.ts';

/** A page somebody has read, by the page's stable id: an edition that keeps the page keeps the progress. */
export const pageRead = pgTable(
	'page_read',
	{
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		pageId: text('page_id').notNull(),
		/** Which edition was read last, and in which language. */
		editionId: uuid('edition_id').notNull(),
		locale: text('locale').$type<Locale>().notNull(),
		readAt: moment('read_at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.personId, t.moduleId, t.pageId] }),
		index('page_read_module').on(t.moduleId, t.pageId)
	]
);

/**
 * That a person did something in the portal that practices ask for and the audit log does not keep: an own draft, an
 * article read, own preferences. The last time only, and not of which record.
 */
export const practiceHappening = pgTable(
	'practice_happening',
	{
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** One of PRACTISED: `answer.read`. */
		event: text('event').notNull(),
		at: moment('at').notNull()
	},
	(t) => [primaryKey({ columns: [t.personId, t.event] })]
);

/** Where somebody is in a module: the same on all devices. */
export const readingPlace = pgTable(
	'reading_place',
	{
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		pageId: text('page_id').notNull(),
		startedAt: moment('started_at').notNull(),
		at: moment('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.personId, t.moduleId] }),
		index('reading_place_module').on(t.moduleId, t.at)
	]
);

/** One go at a quiz. Keeps the questions as they were asked, whatever becomes of the module. */
export const quizAttempt = pgTable(
	'quiz_attempt',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		editionId: uuid('edition_id')
			.notNull()
			.references(() => trainingEdition.id),
		quizId: text('quiz_id').notNull(),
		/** 1, 2, 3 … of this person at this quiz, all editions together. */
		number: integer('number').notNull(),
		locale: text('locale').$type<Locale>().notNull(),
		/** Drawn and in the order asked, with right answers and feedback. */
		questions: jsonb('questions').$type<AskedQuestion[]>().notNull(),
		/** By question id; grows while the person answers, so that a lost connection loses nothing. */
		answers: jsonb('answers').$type<GivenAnswers>().notNull().default({}),
		startedAt: moment('started_at').notNull(),
		finishedAt: moment('finished_at'),
		/** Percent, 0 to 100, of the questions asked. */
		score: integer('score'),
		passed: text('passed').$type<'yes' | 'no'>()
	},
	(t) => [
		unique('quiz_attempt_number').on(t.personId, t.moduleId, t.quizId, t.number),
		index('quiz_attempt_module').on(t.moduleId, t.editionId, t.quizId),
		check('quiz_attempt_score', sql`score between 0 and 100`),
		check('quiz_attempt_finished', sql`(finished_at is null) = (score is null)`)
	]
);
