import { inArray, sql } from 'drizzle-orm';
import { productsShape } from '#lib/software/list-shape.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import type { ListSpec } from '#lib/server/lists/list-page.ts';
import { contains } from '#lib/server/systems/list-conditions.ts';
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

const used = sql<number>`(
	select count(*)::int from ${softwareSeat}
	where ${softwareSeat.productId} = ${softwareProduct.id} and ${softwareSeat.releasedAt} is null)`;
const free = sql`coalesce(${softwareProduct.seatsTotal} - ${used}, 2147483647)`;
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
	search: (text) => contains(sql`${softwareProduct.name} || ' ' || ${softwareProduct.vendor}`, text),
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
