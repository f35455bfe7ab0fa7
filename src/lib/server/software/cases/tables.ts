import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CaseKind, CaseState } from '#lib/software/case-states.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareLicence } from '../licences/tables.ts';
import { softwareProduct, softwareSeat } from '../tables.ts';

/**
 * Software on a device that is forbidden, has no licence or is no longer kept safe. The user of the device and their
 * line manager are told; a later report, a licence or a written excuse closes it.
 */
export const softwareCase = pgTable(
	'software_case',
	{
		id: id(),
		/** Counted up; what people say on the telephone. */
		number: integer('number').notNull().unique().generatedAlwaysAsIdentity(),
		kind: text('kind').$type<CaseKind>().notNull(),
		productId: uuid('product_id')
			.notNull()
			.references(() => softwareProduct.id),
		deviceRowId: uuid('device_row_id')
			.notNull()
			.references(() => inventoryDevice.id),
		/** As found: name and version that the device reported. */
		found: text('found').notNull(),
		itemId: uuid('item_id').references(() => item.id),
		/** Who used the device when it was found; null for nobody's. */
		personId: uuid('person_id').references(() => person.id),
		/** Line manager who was told; null when there is none above. */
		managerId: uuid('manager_id').references(() => person.id),
		/** Unit of the person, else of the device, on that day: for the report by unit. */
		unitId: uuid('unit_id').references(() => unit.id),
		openedAt: moment('opened_at').notNull(),
		deadline: date('deadline').notNull(),
		remindedAt: moment('reminded_at'),
		state: text('state').$type<CaseState>().notNull().default('open'),
		closedAt: moment('closed_at'),
		closedById: uuid('closed_by_id').references(() => person.id),
		/** The seat or the licence that covers it since; neither when a rule or the product changed. */
		seatId: uuid('seat_id').references(() => softwareSeat.id),
		licenceId: uuid('licence_id').references(() => softwareLicence.id),
		/** Why it is excused. */
		reason: text('reason').notNull().default(''),
		/** An excuse holds until that day; null for as long as the software is there. */
		excusedUntil: date('excused_until')
	},
	(t) => [
		uniqueIndex('software_case_open')
			.on(t.kind, t.productId, t.deviceRowId)
			.where(sql`state = 'open'`),
		index('software_case_state').on(t.state, t.deadline, t.id),
		index('software_case_device').on(t.deviceRowId),
		index('software_case_person').on(t.personId),
		index('software_case_unit').on(t.unitId, t.openedAt),
		check('software_case_kind', sql`kind in ('forbidden', 'unlicensed', 'outdated')`),
		check('software_case_state', sql`state in ('open', 'removed', 'licensed', 'excused')`),
		check('software_case_closed', sql`(state = 'open') = (closed_at is null)`),
		check('software_case_excuse', sql`state <> 'excused' or reason <> ''`)
	]
);

/** What was said about a case: by the user of the device, their line manager, the desk. */
export const softwareCaseComment = pgTable(
	'software_case_comment',
	{
		id: id(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => softwareCase.id),
		authorId: uuid('author_id')
			.notNull()
			.references(() => person.id),
		text: text('text').notNull(),
		at: moment('at').notNull()
	},
	(t) => [index('software_case_comment_case').on(t.caseId, t.at)]
);
