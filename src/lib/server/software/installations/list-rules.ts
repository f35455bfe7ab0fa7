import { eq, inArray, or, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { NameMatch } from '#lib/software/case-states.ts';
import { rulesShape } from '#lib/software/legality-shapes.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import {
	listAll,
	listPage,
	type ListPage,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';
import { softwareRule, softwareTitle } from './tables.ts';

export type RuleRow = {
	id: string;
	nameMatch: NameMatch;
	name: string;
	publisher: string;
	productId: string | null;
	product: string | null;
	/** Reported names that it decides. */
	titles: number;
	taughtAt: Date;
	taughtBy: string | null;
	cursor: string;
};

const byId = { expr: sql`${softwareRule.id}`, type: 'uuid' } as const;

function rowsOf(db: DbOrTx, { where, orderBy, limit, cursor }: PageQuery): Promise<RuleRow[]> {
	return db
		.select({
			id: softwareRule.id,
			nameMatch: softwareRule.nameMatch,
			name: softwareRule.name,
			publisher: softwareRule.publisher,
			productId: softwareRule.productId,
			product: softwareProduct.name,
			titles: sql<number>`(select count(*)::int from ${softwareTitle} t where t.rule_id = ${softwareRule.id})`,
			taughtAt: softwareRule.createdAt,
			taughtBy: person.name,
			cursor
		})
		.from(softwareRule)
		.leftJoin(softwareProduct, eq(softwareProduct.id, softwareRule.productId))
		.leftJoin(person, eq(person.id, softwareRule.createdById))
		.where(where)
		.orderBy(...orderBy)
		.limit(limit);
}

/** What was taught about names. */
const rulesList: ListSpec<RuleRow> = {
	shape: rulesShape,
	scope: () => undefined,
	filters: {
		match: (values) => inArray(sql`${softwareRule.nameMatch}`, values),
		counted: (values) => inArray(sql`(${softwareRule.productId} is not null)::text`, values),
		product: (values) => idIn(softwareRule.productId, values)
	},
	search: (words) =>
		or(
			contains(softwareRule.name, words),
			contains(softwareRule.publisher, words),
			contains(softwareProduct.name, words)
		),
	sorts: {
		name: { keys: [{ expr: sql`left(lower(${softwareRule.name}), 100)`, type: 'text' }, byId] },
		taught: { keys: [{ expr: sql`${softwareRule.createdAt}`, type: 'timestamptz' }, byId] }
	},
	rows: rowsOf,
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: softwareRule.id })
			.from(softwareRule)
			.leftJoin(softwareProduct, eq(softwareProduct.id, softwareRule.productId));
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of the rules, the same for the whole desk and auditors. Throws Forbidden. */
export async function listRules(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<RuleRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, rulesList, { actor, now: clock.now() }, state);
}

/** All of the filtered rules. Who may: as `listRules`. */
export function exportRules(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<RuleRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listAll(db, rulesList, { actor, now: clock.now() }, state);
}

/** One rule with who taught it. Throws Forbidden, NotFound. */
export async function getRule(db: DbOrTx, actor: Actor, id: string): Promise<RuleRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const where = eq(softwareRule.id, id);
	const [found] = await rowsOf(db, { where, orderBy: [], limit: 1, cursor: sql<string>`''` });
	if (!found) throw notFound();
	return found;
}
