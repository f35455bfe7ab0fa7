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
	uuid
} from 'drizzle-orm/pg-core';
import type { AffectedKind, Impact, NoticeKind, NoticeState } from '#lib/notices/notice-states.ts';
import type { LooseText, NoticeTexts } from '#lib/notices/notice-text.ts';
import type { UpdateKind } from '#lib/notices/update-kinds.ts';
import { id, moment, tsvector } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** Numbers of notices as people see them: `T-118`. */
export const noticeNumber = pgSequence('notice_number', { startWith: 101 });

/**
 * A change, planned work, an outage or a piece of information, and how it stands. State and dates are written by the
 * commands of this room only, each of which raises `revision`. Never deleted once announced.
 */
export const notice = pgTable(
	'notice',
	{
		id: id(),
		number: integer('number')
			.notNull()
			.unique()
			.default(sql.raw(`nextval('${noticeNumber.seqName}')`)),
		kind: text('kind').$type<NoticeKind>().notNull(),
		state: text('state').$type<NoticeState>().notNull(),
		/** Raised by every change: somebody who looks at an old page is told what happened meanwhile. */
		revision: integer('revision').notNull().default(1),
		texts: jsonb('texts').$type<NoticeTexts>().notNull(),
		/** The gravest impact among what is affected: kept beside for lists and policy. */
		impact: text('impact').$type<Impact>().notNull(),
		/** Who answers for it: is nudged, and confirms. */
		ownerId: uuid('owner_id')
			.notNull()
			.references(() => person.id),
		/** The window as it is planned now; null for information without one and outages without an estimate. */
		startsAt: moment('starts_at'),
		plannedEndAt: moment('planned_end_at'),
		/** The window as first announced: planned against real. */
		firstStartsAt: moment('first_starts_at'),
		firstPlannedEndAt: moment('first_planned_end_at'),
		announcedAt: moment('announced_at'),
		announcedById: uuid('announced_by_id').references(() => person.id),
		/** Since when people are without it, and until when: availability is counted by these. */
		startedAt: moment('started_at'),
		restoredAt: moment('restored_at'),
		restoredById: uuid('restored_by_id').references(() => person.id),
		/** One line to everybody: what was wrong, that it works. */
		restoredText: jsonb('restored_text').$type<LooseText>(),
		/** The change was broken off and the old state brought back. */
		rolledBack: boolean('rolled_back').notNull().default(false),
		closedAt: moment('closed_at'),
		cancelledAt: moment('cancelled_at'),
		/** Number of the change in readers' calendars (RFC 5545, SEQUENCE): raised when window or state moves. */
		sequence: integer('sequence').notNull().default(0),
		/** Minutes before the start at which those affected are reminded. */
		reminders: integer('reminders').array().notNull(),
		/** Those reminders that were sent for the present window. */
		reminded: integer('reminded')
			.array()
			.notNull()
			.default(sql`'{}'`),
		/** How many minutes after the planned end the owner was last nudged (0, 10, 30); null before. */
		nudgedAfter: integer('nudged_after'),
		/** Since when people have been told that it runs over, for the present planned end. */
		overrunToldAt: moment('overrun_told_at'),
		escalatedAt: moment('escalated_at'),
		/** Readers are asked to say that they have read it, or what they will do before. */
		asksAcknowledgement: boolean('asks_acknowledgement').notNull().default(false),
		/** After restoring, three of those affected are asked "does it work for you?". */
		asksIfWorks: boolean('asks_if_works').notNull().default(true),
		/** Shown on the status page without sign-in. */
		isPublic: boolean('is_public').notNull().default(false),
		/** Why it was announced later than the policy of its impact asks; null when in time. */
		lateReason: text('late_reason'),
		/** Told as early as the policy asks; null for outages and information, of which nobody can tell before. */
		inTime: boolean('in_time'),
		/** Key of the training module that prepares people for a change of software, or why there is none. */
		moduleKey: text('module_key'),
		noModuleReason: text('no_module_reason'),
		createdById: uuid('created_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull(),
		updatedAt: moment('updated_at').notNull(),
		search: tsvector('search').generatedAlwaysAs(
			sql`jsonb_to_tsvector('simple', texts, '["string"]')`
		)
	},
	(t) => [
		check('notice_kind', sql`kind in ('planned_work', 'outage', 'change', 'information')`),
		check(
			'notice_state',
			sql`state in ('draft', 'announced', 'in_progress', 'awaiting_confirmation', 'restored', 'closed', 'cancelled')`
		),
		check('notice_impact', sql`impact in ('none', 'degraded', 'unavailable')`),
		check(
			'notice_window',
			sql`starts_at is null or planned_end_at is null or starts_at < planned_end_at`
		),
		check(
			'notice_restored_by_somebody',
			sql`state <> 'restored' or (restored_at is not null and restored_by_id is not null)`
		),
		check('notice_announced', sql`state in ('draft') or announced_at is not null`),
		index('notice_state').on(t.state, t.startsAt, t.id),
		index('notice_starts').on(t.startsAt, t.id),
		index('notice_owner').on(t.ownerId, t.id),
		index('notice_search').using('gin', t.search)
	]
);

/** A thing that a notice touches, and how badly. `target_id` is a row of the register that `kind` names. */
export const noticeAffected = pgTable(
	'notice_affected',
	{
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<AffectedKind>().notNull(),
		targetId: uuid('target_id').notNull(),
		impact: text('impact').$type<Impact>().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.noticeId, t.kind, t.targetId] }),
		index('notice_affected_target').on(t.kind, t.targetId),
		check(
			'notice_affected_kind',
			sql`kind in ('system', 'role', 'software', 'item', 'place', 'unit', 'person')`
		),
		check('notice_affected_impact', sql`impact in ('none', 'degraded', 'unavailable')`)
	]
);

/** Somebody told, or not told, against what the registers say: with the reason. */
export const noticeChoice = pgTable(
	'notice_choice',
	{
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id, { onDelete: 'cascade' }),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		choice: text('choice').$type<'include' | 'exclude'>().notNull(),
		reason: text('reason').notNull(),
		chosenById: uuid('chosen_by_id').references(() => person.id),
		chosenAt: moment('chosen_at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.noticeId, t.personId] }),
		check('notice_choice_choice', sql`choice in ('include', 'exclude')`)
	]
);

/** One entry of a notice's timeline. Never changed, never deleted. */
export const noticeUpdate = pgTable(
	'notice_update',
	{
		id: id(),
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id),
		kind: text('kind').$type<UpdateKind>().notNull(),
		/** What somebody wrote, in the languages they wrote it. */
		texts: jsonb('texts').$type<LooseText>(),
		/** What changed: old and new window, the reason, how many. Dates as ISO texts. */
		facts: jsonb('facts').$type<Record<string, string | number | null>>().notNull().default({}),
		/** Null when the clock did it. */
		byId: uuid('by_id').references(() => person.id),
		/** Readers see it; the rest is for the desk: nudges, escalations, who was added. */
		forReaders: boolean('for_readers').notNull(),
		at: moment('at').notNull()
	},
	(t) => [index('notice_update_notice').on(t.noticeId, t.at, t.id)]
);

/** What somebody looks at before saying that it works again. */
export const noticeCheck = pgTable(
	'notice_check',
	{
		id: id(),
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id, { onDelete: 'cascade' }),
		position: integer('position').notNull(),
		text: text('text').notNull(),
		doneAt: moment('done_at'),
		doneById: uuid('done_by_id').references(() => person.id)
	},
	(t) => [unique('notice_check_position').on(t.noticeId, t.position)]
);

/** Requests that a notice came from, that report the same fault, or that follow from it. */
export const noticeRequest = pgTable(
	'notice_request',
	{
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id, { onDelete: 'cascade' }),
		requestId: uuid('request_id').notNull(),
		requestNumber: integer('request_number').notNull(),
		role: text('role').$type<'source' | 'same_fault' | 'follow_up'>().notNull(),
		linkedById: uuid('linked_by_id').references(() => person.id),
		linkedAt: moment('linked_at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.noticeId, t.requestId] }),
		index('notice_request_request').on(t.requestId),
		check('notice_request_role', sql`role in ('source', 'same_fault', 'follow_up')`)
	]
);
