import { eq, inArray, sql } from 'drizzle-orm';
import { bundlesShape } from '#lib/access/bundle-list-shape.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { unit } from '#lib/server/people/tables.ts';
import { bundleRecord } from './save-bundle.ts';
import { roleBundle, roleBundleLine } from './tables.ts';

export type BundleRow = {
	id: string;
	name: LocalizedText;
	positions: string[];
	unitName: LocalizedText | null;
	unitKind: string | null;
	active: boolean;
	lines: number;
	updatedAt: Date;
	cursor: string;
};

const byId = { expr: sql`${roleBundle.id}`, type: 'uuid' } as const;

const bundlesList: ListSpec<BundleRow> = {
	shape: bundlesShape,
	scope: () => undefined,
	filters: { active: (values) => inArray(sql`${roleBundle.active}::text`, values) },
	search: (text) =>
		contains(
			sql`${roleBundle.name}::text || ' ' || array_to_string(${roleBundle.positions}, ' ')`,
			text
		),
	sorts: {
		name: { keys: [{ expr: sql`lower(${roleBundle.name}->>'et')`, type: 'text' }, byId] },
		changed: { keys: [{ expr: sql`${roleBundle.updatedAt}`, type: 'timestamptz' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: roleBundle.id,
				name: roleBundle.name,
				positions: roleBundle.positions,
				unitName: unit.name,
				unitKind: roleBundle.unitKind,
				active: roleBundle.active,
				lines: sql<number>`(select count(*)::int from ${roleBundleLine} l where l.bundle_id = ${roleBundle.id})`,
				updatedAt: roleBundle.updatedAt,
				cursor
			})
			.from(roleBundle)
			.leftJoin(unit, eq(unit.id, roleBundle.unitId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** A page of the bundles. Who reads the register of systems. Throws Forbidden. */
export async function listBundles(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<BundleRow>> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listPage(db, bundlesList, { actor, now: clock.now() }, state);
}

/** A bundle as its form shows it, with the mark that the form brings back. Throws NotFound. */
export async function getBundle(db: DbOrTx, actor: Actor, id: string) {
	const bundle =
		can(actor, 'systems.edit') && isId(id) ? await bundleRecord(db, id, 'read') : undefined;
	if (!bundle) throw notFound();
	return { ...bundle, seen: fingerprint(bundle) };
}
