import { inArray, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { productsShape } from '#lib/software/list-shape.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

export type ProductRow = {
	id: string;
	name: string;
	vendor: string;
	policy: SoftwarePolicy;
	seatsTotal: number | null;
	/** Seats people have now. */
	used: number;
	active: boolean;
	cursor: string;
};

// Spelled out with tables: in a select of one table the builder leaves them away, and both have an id.
const used = sql<number>`(
	select count(*)::int from ${softwareSeat}
	where ${softwareSeat}.product_id = ${softwareProduct}.id and ${softwareSeat}.released_at is null)`;
const free = sql`coalesce(${softwareProduct}.seats_total - ${used}, 2147483647)`;
const byId = { expr: sql`${softwareProduct.id}`, type: 'uuid' } as const;

/** The register of software: products with seats taken and bought. The same for everybody who may open it. */
export const productsList: ListSpec<ProductRow> = {
	shape: productsShape,
	scope: () => undefined,
	filters: {
		policy: (values) => inArray(sql`${softwareProduct.policy}`, values),
		active: (values) => inArray(sql`${softwareProduct.active}::text`, values),
		seats: (values) => (values.includes('none_free') ? sql`${free} <= 0` : undefined)
	},
	search: (text) =>
		contains(sql`${softwareProduct.name} || ' ' || ${softwareProduct.vendor}`, text),
	sorts: {
		name: { keys: [{ expr: sql`${softwareProduct.name}`, type: 'text' }, byId] },
		free: { keys: [{ expr: free, type: 'integer' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: softwareProduct.id,
				name: softwareProduct.name,
				vendor: softwareProduct.vendor,
				policy: softwareProduct.policy,
				seatsTotal: softwareProduct.seatsTotal,
				used,
				active: softwareProduct.active,
				cursor
			})
			.from(softwareProduct)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db.select({ id: softwareProduct.id }).from(softwareProduct);
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of the register of software. Desk and auditors. Throws Forbidden. */
export async function listProducts(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ProductRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, productsList, { actor, now: clock.now() }, state);
}

/** The whole filtered register of software, row by row, for a file. The same people and scope. Throws Forbidden. */
export function exportProducts(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<ProductRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listAll(db, productsList, { actor, now: clock.now() }, state);
}
