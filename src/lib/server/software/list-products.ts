import { eq, inArray, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { ENDING_DAYS, productsShape } from '#lib/software/list-shape.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { shownPositions, unmatchedNow, type Position, type Unmatched } from './position.ts';
import { softwareLicence } from './licences/tables.ts';
import { softwareProduct } from './tables.ts';

export type ProductRow = Position & {
	id: string;
	name: string;
	vendor: string;
	policy: SoftwarePolicy;
	licensed: boolean;
	active: boolean;
	/** What the file has beside what the page shows: it can be brought in again. */
	slug: string;
	description: LocalizedText;
	policyNote: string;
	moduleSlug: string | null;
	system: string | null;
	idleDays: number | null;
	cursor: string;
};

const free = sql`coalesce(pos."left", 2147483647)`;
const byId = { expr: sql`${softwareProduct.id}`, type: 'uuid' } as const;

/** The register of software with the position of each product on a day. The same for everybody who may open it. */
const productsOn = (day: string, unmatched: Unmatched): ListSpec<ProductRow> => ({
	shape: productsShape,
	scope: () => undefined,
	filters: {
		policy: (values) => inArray(sql`${softwareProduct.policy}`, values),
		active: (values) => inArray(sql`${softwareProduct.active}::text`, values),
		ending: (values) =>
			values.includes('soon')
				? sql`exists (select 1 from ${softwareLicence} l where l.product_id = ${softwareProduct.id}
					and l.state = 'valid' and l.valid_until between ${day}::date and ${day}::date + ${ENDING_DAYS}::int)`
				: undefined,
		seats: (values) =>
			values.includes('short')
				? sql`pos."left" < 0`
				: values.includes('none_free')
					? sql`${free} <= 0`
					: undefined
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
				licensed: softwareProduct.licensed,
				bought: sql<number | null>`pos.bought`,
				ordered: sql<number>`pos.ordered`,
				seats: sql<number>`pos.seats`,
				unmatched: sql<number>`pos.unmatched`,
				left: sql<number | null>`pos."left"`,
				active: softwareProduct.active,
				slug: softwareProduct.slug,
				description: softwareProduct.description,
				policyNote: softwareProduct.policyNote,
				moduleSlug: softwareProduct.moduleSlug,
				system: informationSystem.slug,
				idleDays: softwareProduct.idleDays,
				cursor
			})
			.from(softwareProduct)
			.innerJoin(
				sql`(${shownPositions(day, unmatched)}) pos`,
				sql`pos.product_id = ${softwareProduct.id}`
			)
			.leftJoin(informationSystem, eq(informationSystem.id, softwareProduct.systemId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: softwareProduct.id })
			.from(softwareProduct)
			.innerJoin(
				sql`(${shownPositions(day, unmatched)}) pos`,
				sql`pos.product_id = ${softwareProduct.id}`
			);
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
});

/** A page of the register of software. Desk and auditors. Throws Forbidden. */
export async function listProducts(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ProductRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	const now = clock.now();
	return listPage(db, productsOn(isoDay(now), await unmatchedNow(db)), { actor, now }, state);
}

/** The whole filtered register of software, row by row, for a file. The same people and scope. Throws Forbidden. */
export async function* exportProducts(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<ProductRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	const now = clock.now();
	yield* listAll(db, productsOn(isoDay(now), await unmatchedNow(db)), { actor, now }, state);
}
