import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgSequence,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { Holder, RequestStatus } from '#lib/requests/statuses.ts';
import { id, localized, moment, tsvector } from '#lib/server/db/columns.ts';
import { service, serviceVersion } from '#lib/server/catalogue/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** Request numbers, without an upper bound: `IT-2427`. */
export const requestNumber = pgSequence('service_request_number', { startWith: 1001 });

/** A group of agents a request can be handed to. */
export const team = pgTable('team', {
	slug: text('slug').primaryKey(),
	name: localized('name').notNull(),
	active: boolean('active').notNull().default(true)
});

/**
 * Where a request stands in the queue before its promised day counts: first what the desk works on or approvers
 * decide, then what rests with others, then what has ended. Spelled out, so that the planner knows the indexes by it;
 * `status` is the column as the query names it.
 */
export const queueTurn = (status: string) =>
	sql.raw(`(case when ${status} in ('confirmed', 'rejected', 'cancelled') then 2
		when ${status} in ('returned', 'waiting_requester', 'waiting_vendor', 'fulfilled') then 1 else 0 end)`);

/** What somebody asked for. Its status, holder and promise are written by the commands of this room only. */
export const serviceRequest = pgTable(
	'service_request',
	{
		id: id(),
		number: integer('number')
			.notNull()
			.unique()
			.default(sql`nextval('service_request_number')`),
		serviceId: uuid('service_id')
			.notNull()
			.references(() => service.id),
		/** The form it was filled on; later versions of the service do not touch it. */
		serviceVersionId: uuid('service_version_id')
			.notNull()
			.references(() => serviceVersion.id),
		/** `request` or `fault`. */
		kind: text('kind').$type<'request' | 'fault'>().notNull(),
		title: text('title').notNull(),
		status: text('status').$type<RequestStatus>().notNull(),
		/** Who asked and answers questions about it. */
		requesterId: uuid('requester_id')
			.notNull()
			.references(() => person.id),
		/** For whom it is. */
		beneficiaryId: uuid('beneficiary_id')
			.notNull()
			.references(() => person.id),
		/** Unit and place of the beneficiary when it was filed: scope and filters. */
		unitId: uuid('unit_id')
			.notNull()
			.references(() => unit.id),
		placeId: uuid('place_id').references(() => place.id),
		answers: jsonb('answers').$type<Answers>().notNull(),
		/** Counts the versions of the answers; older ones stand in request_answers. */
		answersVersion: integer('answers_version').notNull().default(1),
		submittedAt: moment('submitted_at').notNull(),
		/** The promised instant: end of a working day. Moves on while paused. */
		promisedAt: moment('promised_at').notNull(),
		/** What was first promised. */
		firstPromisedAt: moment('first_promised_at').notNull(),
		/**
		 * The promise before pauses, and the instant from which pauses count on top of it:
		 * `promised_at` is always worked out from these, so many short pauses never round up more than their sum.
		 */
		promiseBaseAt: moment('promise_base_at').notNull(),
		promiseBaseSince: moment('promise_base_since').notNull(),
		/** Working days the desk has after the last approval, from the service's version. */
		fulfilDays: integer('fulfil_days').notNull(),
		/** Why the promise moved: `approval_took_longer`, `reopened`, or what the agent who moved it wrote. */
		promiseNote: text('promise_note'),
		pausedSince: moment('paused_since'),
		team: text('team')
			.notNull()
			.references(() => team.slug),
		assigneeId: uuid('assignee_id').references(() => person.id),
		/** Whose hands it is in, since when; `heldByName` saves a join in every list. */
		holder: text('holder').$type<Holder>().notNull(),
		heldById: uuid('held_by_id').references(() => person.id),
		heldByName: text('held_by_name'),
		heldSince: moment('held_since').notNull(),
		fulfilledAt: moment('fulfilled_at'),
		/** When a fulfilled request confirms itself. */
		confirmsItselfAt: moment('confirms_itself_at'),
		closedAt: moment('closed_at'),
		/** 1 to 5, given with the confirmation. */
		rating: integer('rating'),
		ratingComment: text('rating_comment'),
		/** Why it was done without an act about its device, where its service wants one. */
		noActReason: text('no_act_reason').notNull().default(''),
		/** Set when merged as a duplicate. */
		mergedIntoId: uuid('merged_into_id').references((): AnyPgColumn => serviceRequest.id),
		/** Made by the browser's form: the same form sent twice is one request. */
		submissionKey: uuid('submission_key').notNull().unique(),
		/** Counts changes of status, hands, tasks and promise: a stale page is noticed. */
		revision: integer('revision').notNull().default(1),
		lastEventAt: moment('last_event_at').notNull(),
		search: tsvector('search')
	},
	(t) => [
		index('service_request_requester').on(t.requesterId, t.number),
		index('service_request_beneficiary').on(t.beneficiaryId, t.number),
		index('service_request_open_promise')
			.on(queueTurn('status'), t.promisedAt, t.number)
			.where(
				sql`status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled')`
			),
		index('service_request_assignee')
			.on(t.assigneeId, queueTurn('status'), t.promisedAt, t.number)
			.where(sql`status in ('queued', 'in_progress', 'waiting_requester', 'waiting_vendor')`),
		index('service_request_unassigned')
			.on(queueTurn('status'), t.promisedAt, t.number)
			.where(
				sql`assignee_id is null and status in ('queued', 'in_progress', 'waiting_requester', 'waiting_vendor')`
			),
		index('service_request_promise').on(queueTurn('status'), t.promisedAt, t.number),
		index('service_request_status').on(t.status, t.promisedAt, t.number),
		index('service_request_unit').on(t.unitId, t.number),
		index('service_request_service').on(t.serviceId, t.number),
		index('service_request_to_confirm')
			.on(t.confirmsItselfAt)
			.where(sql`status = 'fulfilled'`),
		index('service_request_held_requester')
			.on(t.requesterId)
			.where(sql`holder = 'requester'`),
		index('service_request_open_by_requester')
			.on(t.requesterId, t.promisedAt)
			.where(
				sql`status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled')`
			),
		index('service_request_open_by_beneficiary')
			.on(t.beneficiaryId, t.promisedAt)
			.where(
				sql`status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled')`
			),
		index('service_request_search').using('gin', t.search),
		check(
			'service_request_status',
			sql`status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled', 'confirmed', 'rejected', 'cancelled')`
		),
		check('service_request_rating', sql`rating between 1 and 5`),
		check(
			'service_request_paused',
			sql`(paused_since is not null) = (status in ('waiting_requester', 'waiting_vendor'))`
		)
	]
);

/** An unsent form, kept per person and service until it is sent or thrown away. */
export const requestDraft = pgTable(
	'request_draft',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		serviceId: uuid('service_id')
			.notNull()
			.references(() => service.id),
		/** The raw form values as typed, not yet checked. */
		values: jsonb('values').$type<Record<string, string | string[]>>().notNull(),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [unique('request_draft_once').on(t.personId, t.serviceId)]
);

/** Earlier answers of a request that was returned and sent again. */
export const requestAnswers = pgTable(
	'request_answers',
	{
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		version: integer('version').notNull(),
		answers: jsonb('answers').$type<Answers>().notNull(),
		savedById: uuid('saved_by_id')
			.notNull()
			.references(() => person.id),
		savedAt: moment('saved_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.requestId, t.version] })]
);
