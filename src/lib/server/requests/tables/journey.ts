import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	foreignKey,
	index,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest } from './request.ts';

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
