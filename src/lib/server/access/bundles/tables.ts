import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { BundleLineKind } from '#lib/access/change-kinds.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { itemCategory } from '#lib/server/equipment/tables.ts';
import { unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { systemRole } from '#lib/server/systems/tables.ts';

/**
 * What a position in a unit needs: "teacher in a kindergarten". It fits whoever works in the unit or below it (or in
 * any unit of that kind) in a position that has one of the words; what several bundles give is given once.
 */
export const roleBundle = pgTable(
	'role_bundle',
	{
		id: id(),
		name: localized('name').notNull(),
		/** Words of the position, lower case; empty for everybody there. */
		positions: text('positions')
			.array()
			.notNull()
			.default(sql`'{}'`),
		/** Only in this unit and below; null everywhere. */
		unitId: uuid('unit_id').references(() => unit.id),
		/** Only in units of that kind (`kindergarten`), or below one; null in all. */
		unitKind: text('unit_kind'),
		active: boolean('active').notNull().default(true),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [index('role_bundle_unit').on(t.unitId)]
);

/** One thing that a bundle gives. */
export const roleBundleLine = pgTable(
	'role_bundle_line',
	{
		id: id(),
		bundleId: uuid('bundle_id')
			.notNull()
			.references(() => roleBundle.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<BundleLineKind>().notNull(),
		roleId: uuid('role_id').references(() => systemRole.id),
		productId: uuid('product_id').references(() => softwareProduct.id),
		/** Category of the thing to hand over. */
		category: text('category').references(() => itemCategory.code),
		moduleSlug: text('module_slug'),
		/** Working days before the first day by which it is to be ready. */
		daysBefore: integer('days_before').notNull().default(1)
	},
	(t) => [
		index('role_bundle_line_bundle').on(t.bundleId),
		check(
			'role_bundle_line_what',
			sql`case kind when 'right' then role_id is not null when 'seat' then product_id is not null
				when 'item' then category is not null when 'module' then module_slug is not null end`
		),
		check('role_bundle_line_days', sql`days_before between 0 and 30`)
	]
);
