import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { reclaimShape } from '#lib/software/list-shape.ts';
import { RECLAIM_STATES } from '#lib/software/seat-states.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { seatColumns, seatInScope, seatJoins, seatUser } from '../product-seats.ts';
import { softwareProduct, softwareSeat } from '../tables.ts';

const used = sql`greatest(${softwareSeat.lastUsedOn}, ${townDay(softwareSeat.takenAt)})`;
const byId = { expr: sql`${softwareSeat.id}`, type: 'uuid' } as const;

const seats = (db: DbOrTx, cursor: SQL<string>) =>
	db
		.select({
			...seatColumns,
			productId: softwareProduct.id,
			product: softwareProduct.name,
			idleDays: softwareProduct.idleDays,
			remindedAt: softwareSeat.remindedAt,
			/** The last day that speaks for it (ISO). */
			sign: sql<string>`${used}::text`,
			cursor
		})
		.from(softwareSeat)
		.innerJoin(softwareProduct, eq(softwareProduct.id, softwareSeat.productId))
		.leftJoin(person, seatJoins.person)
		.leftJoin(item, seatJoins.item)
		.leftJoin(seatUser, seatJoins.user)
		.leftJoin(unit, seatJoins.unit)
		.$dynamic();

/** A seat that nobody seems to use. */
export type ReclaimRow = Awaited<ReturnType<typeof seats>>[number];

const reclaim: ListSpec<ReclaimRow> = {
	shape: reclaimShape,
	scope: ({ actor }) =>
		and(
			isNull(softwareSeat.releasedAt),
			inArray(softwareSeat.state, [...RECLAIM_STATES]),
			seatInScope(actor)
		),
	filters: {
		state: (values) => inArray(sql`${softwareSeat.state}`, values),
		product: (values) => idIn(softwareSeat.productId, values)
	},
	search: (text) =>
		contains(
			sql`concat_ws(' ', ${softwareProduct.name}, ${person.name}, ${item.inventoryNumber}, ${seatUser.name})`,
			text
		),
	sorts: {
		used: { keys: [{ expr: used, type: 'date' }, byId] },
		product: { keys: [{ expr: sql`${softwareProduct.name}`, type: 'text' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		seats(db, cursor)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = seats(db, sql<string>`''`)
			.where(where)
			.limit(upTo)
			.as('some');
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
		return counted?.count ?? 0;
	}
};

/** A page of the seats that nobody seems to use, of the reader's units. Desk and auditors. Throws Forbidden. */
export async function listReclaim(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ReclaimRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, reclaim, { actor, now: clock.now() }, state);
}
