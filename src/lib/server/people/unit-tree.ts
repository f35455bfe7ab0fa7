import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { fingerprint } from './stale-form.ts';
import { person, unit } from './tables.ts';

/** A unit in the order of the tree; `depth` 0 is the root. */
export type UnitRow = {
	id: string;
	code: string;
	name: LocalizedText;
	kind: string;
	parentId: string | null;
	headName: string | null;
	/** Active people of the unit itself. */
	people: number;
	active: boolean;
	depth: number;
};

/** All units as a tree in reading order, siblings by name. Whoever may read people. Throws Forbidden. */
export async function listUnits(db: DbOrTx, actor: Actor, locale: Locale): Promise<UnitRow[]> {
	if (!can(actor, 'people.read')) throw forbidden();
	const counted = db
		.select({ unitId: person.unitId, count: sql<number>`count(*)::int`.as('count') })
		.from(person)
		.where(eq(person.status, 'active'))
		.groupBy(person.unitId)
		.as('counted');
	const head = alias(person, 'head');
	const rows = await db
		.select({
			id: unit.id,
			code: unit.code,
			name: unit.name,
			kind: unit.kind,
			parentId: unit.parentId,
			headName: head.name,
			people: sql<number>`coalesce(${counted.count}, 0)`,
			active: unit.active
		})
		.from(unit)
		.leftJoin(head, eq(head.id, unit.headId))
		.leftJoin(counted, eq(counted.unitId, unit.id));
	return inTreeOrder(rows, locale);
}

/** A unit to choose: the name with the depth it lies at. */
export type UnitOption = { id: string; name: string; depth: number };

/** Open units in tree order, for choosing one. */
export async function listUnitOptions(db: DbOrTx, locale: Locale): Promise<UnitOption[]> {
	const rows = await db
		.select({ id: unit.id, name: unit.name, parentId: unit.parentId })
		.from(unit)
		.where(eq(unit.active, true));
	return inTreeOrder(rows, locale).map(({ id, name, depth }) => ({
		id,
		name: localize(name, locale),
		depth
	}));
}

/** One unit with the fingerprint that its form brings back. Whoever may read people. Throws Forbidden; NotFound. */
export async function getUnit(db: DbOrTx, actor: Actor, id: string) {
	if (!can(actor, 'people.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const head = alias(person, 'head');
	const owner = alias(person, 'budget_owner');
	const [row] = await db
		.select({ unit, headName: head.name, budgetOwnerName: owner.name })
		.from(unit)
		.leftJoin(head, eq(head.id, unit.headId))
		.leftJoin(owner, eq(owner.id, unit.budgetOwnerId))
		.where(eq(unit.id, id));
	if (!row) throw notFound();
	const { headName, budgetOwnerName } = row;
	return { ...row.unit, headName, budgetOwnerName, seen: fingerprint(row.unit) };
}

type Node = { id: string; parentId: string | null; name: LocalizedText };

/** Units whose parent is closed or missing stand at the root, so that none is ever left out. */
function inTreeOrder<T extends Node>(rows: T[], locale: Locale): (T & { depth: number })[] {
	const known = new Set(rows.map(({ id }) => id));
	const below = Map.groupBy(rows, ({ parentId }) =>
		parentId && known.has(parentId) ? parentId : null
	);
	const order = new Intl.Collator(locale);
	const ordered: (T & { depth: number })[] = [];
	const walk = (parentId: string | null, depth: number) => {
		const children = (below.get(parentId) ?? []).toSorted((a, b) =>
			order.compare(localize(a.name, locale), localize(b.name, locale))
		);
		for (const child of children) {
			ordered.push({ ...child, depth });
			walk(child.id, depth + 1);
		}
	};
	walk(null, 0);
	return ordered;
}
