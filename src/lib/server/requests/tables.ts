import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	foreignKey,
	index,
	integer,
	jsonb,
	pgSequence,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ApproverRule } from '#lib/catalogue/approval-stage.ts';
import type { TaskEffect } from '#lib/catalogue/service-task.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
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

/** One approval stage of a request; stages run strictly in order. */
export const approvalStage = pgTable(
	'approval_stage',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		/** Which round: a resubmitted request starts its stages again. */
		round: integer('round').notNull().default(1),
		ordinal: integer('ordinal').notNull(),
		title: localized('title').notNull(),
		rule: jsonb('rule').$type<ApproverRule>().notNull(),
		/** How many must approve; resolved from any / all / n when the stage opens. */
		need: text('need').notNull(),
		needed: integer('needed'),
		workingDays: integer('working_days').notNull(),
		remindAfterDays: integer('remind_after_days').notNull().default(1),
		state: text('state')
			.$type<'pending' | 'open' | 'approved' | 'rejected' | 'returned' | 'skipped'>()
			.notNull(),
		openedAt: moment('opened_at'),
		dueAt: moment('due_at'),
		remindAt: moment('remind_at'),
		closedAt: moment('closed_at'),
		/** Why a stage was skipped: `own_request`, `condition`, `nobody`. */
		skippedBecause: text('skipped_because')
	},
	(t) => [
		unique('approval_stage_order').on(t.requestId, t.round, t.ordinal),
		uniqueIndex('approval_stage_one_open')
			.on(t.requestId)
			.where(sql`state = 'open'`),
		index('approval_stage_remind')
			.on(t.remindAt)
			.where(sql`state = 'open'`),
		check(
			'approval_stage_state',
			sql`state in ('pending', 'open', 'approved', 'rejected', 'returned', 'skipped')`
		)
	]
);

/** One person's say in a stage, resolved when the stage opened. */
export const approval = pgTable(
	'approval',
	{
		id: id(),
		stageId: uuid('stage_id')
			.notNull()
			.references(() => approvalStage.id),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		approverId: uuid('approver_id')
			.notNull()
			.references(() => person.id),
		/** Why this person, e.g. `line_manager`: the screen says it. */
		because: text('because').notNull(),
		decision: text('decision').$type<'approved' | 'rejected' | 'returned'>(),
		/** Who decided: the approver or a deputy. */
		decidedById: uuid('decided_by_id').references(() => person.id),
		reason: text('reason'),
		decidedAt: moment('decided_at'),
		/** Still to be decided: true from opening until decided or the stage closes without it. */
		pending: boolean('pending').notNull().default(true)
	},
	(t) => [
		unique('approval_once').on(t.stageId, t.approverId),
		index('approval_pending')
			.on(t.approverId, t.requestId)
			.where(sql`pending`),
		index('approval_request').on(t.requestId),
		check('approval_decision', sql`decision in ('approved', 'rejected', 'returned')`)
	]
);

/** One step of the fulfilment checklist. A task with an effect is done only together with the effect. */
export const requestTask = pgTable(
	'request_task',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		ordinal: integer('ordinal').notNull(),
		key: text('key').notNull(),
		title: localized('title').notNull(),
		/** Keys of tasks that must be done first. */
		needs: text('needs')
			.array()
			.notNull()
			.default(sql`'{}'`),
		team: text('team').references(() => team.slug),
		ownerId: uuid('owner_id').references(() => person.id),
		checklist: jsonb('checklist').$type<{ text: LocalizedText; done: boolean }[]>().notNull(),
		effect: jsonb('effect').$type<TaskEffect>(),
		/** What the effect made: the right, seat or item. */
		result: jsonb('result').$type<Record<string, string>>(),
		doneAt: moment('done_at'),
		doneById: uuid('done_by_id').references(() => person.id)
	},
	(t) => [unique('request_task_key').on(t.requestId, t.key)]
);

/** A letter in the conversation; internal ones are seen by the desk only. */
export const requestComment = pgTable(
	'request_comment',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		authorId: uuid('author_id')
			.notNull()
			.references(() => person.id),
		body: text('body').notNull(),
		internal: boolean('internal').notNull().default(false),
		mentions: uuid('mentions')
			.array()
			.notNull()
			.default(sql`'{}'`),
		createdAt: moment('created_at').notNull()
	},
	(t) => [index('request_comment_request').on(t.requestId, t.createdAt)]
);

/** A file of a request; bytes lie in the storage under `storageKey`. */
export const attachment = pgTable(
	'attachment',
	{
		id: id(),
		requestId: uuid('request_id').references(() => serviceRequest.id),
		commentId: uuid('comment_id').references(() => requestComment.id),
		/** The form field it answers, when it came with the form. */
		field: text('field'),
		/** A draft's file has no request yet and belongs to its uploader. */
		uploadedById: uuid('uploaded_by_id')
			.notNull()
			.references(() => person.id),
		name: text('name').notNull(),
		size: integer('size').notNull(),
		/** Media type found in the content, never the one claimed. */
		mediaType: text('media_type').notNull(),
		sha256: text('sha256').notNull(),
		storageKey: text('storage_key').notNull(),
		internal: boolean('internal').notNull().default(false),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		index('attachment_request').on(t.requestId),
		index('attachment_loose')
			.on(t.uploadedById, t.createdAt)
			.where(sql`request_id is null`)
	]
);

/** Requests that belong together. Stored once, smaller id first for `related`. */
export const requestLink = pgTable(
	'request_link',
	{
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		otherId: uuid('other_id')
			.notNull()
			.references(() => serviceRequest.id),
		/** `related`, `duplicate` (request_id duplicates other_id) or `sibling` (filed together for several people). */
		kind: text('kind').$type<'related' | 'duplicate' | 'sibling'>().notNull(),
		createdById: uuid('created_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.requestId, t.otherId, t.kind] }),
		index('request_link_other').on(t.otherId),
		check('request_link_self', sql`request_id <> other_id`)
	]
);

/** The journey of a request, in order: what the trail shows. */
export const requestEvent = pgTable(
	'request_event',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		at: moment('at').notNull(),
		actorId: uuid('actor_id').references(() => person.id),
		actorName: text('actor_name'),
		/** e.g. `submitted`, `approved`, `taken`: see request-events.ts. */
		kind: text('kind').notNull(),
		data: jsonb('data').$type<Record<string, string>>().notNull(),
		/** Only the desk sees it. */
		internal: boolean('internal').notNull().default(false)
	},
	(t) => [index('request_event_request').on(t.requestId, t.at, t.id)]
);

/** Times during which the clock of a request stood still. */
export const requestPause = pgTable(
	'request_pause',
	{
		id: id(),
		requestId: uuid('request_id').notNull(),
		since: moment('since').notNull(),
		until: moment('until'),
		why: text('why').$type<'requester' | 'vendor'>().notNull()
	},
	(t) => [
		foreignKey({ columns: [t.requestId], foreignColumns: [serviceRequest.id] }),
		uniqueIndex('request_pause_open')
			.on(t.requestId)
			.where(sql`until is null`),
		index('request_pause_request').on(t.requestId)
	]
);
