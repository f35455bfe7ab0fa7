import { and, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { parseDay } from '#lib/format/dates.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { unknownShape } from '#lib/software/legality-shapes.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { softwareInstallation, softwareTitle } from './tables.ts';

export type UnknownRow = {
	id: string;
	name: string;
	publisher: string;
	/** Devices that have it now. */
	devices: number;
	/** A version that was seen, and how many there are. */
	version: string;
	versions: number;
	since: Date;
	cursor: string;
};

const isUnknown = sql`${softwareTitle.productId} is null and not ${softwareTitle.ignored}`;
const byId = { expr: sql`${softwareTitle.id}`, type: 'uuid' } as const;

/** Where each unknown name is now. */
const held = sql`(
	select i.title_id, count(distinct i.device_row_id)::int as devices,
		count(distinct i.version)::int as versions, max(i.version) as version
	from ${softwareInstallation} i
	join ${softwareTitle} t on t.id = i.title_id and t.product_id is null and not t.ignored
	where i.gone_at is null group by i.title_id) held`;
const isHeld = sql`held.title_id = ${softwareTitle.id}`;

/** The names that nobody has taught and that some device has, the most frequent first. */
const unknownList: ListSpec<UnknownRow> = {
	shape: unknownShape,
	scope: () => isUnknown,
	filters: {
		since: (values) => {
			const [from, until] = (values[0] ?? '').split('..').map((day) => parseDay(day));
			return and(
				from ? sql`${softwareTitle.firstSeenAt} >= ${townMidnight(from)}` : undefined,
				until ? sql`${softwareTitle.firstSeenAt} < ${townMidnight(until, 1)}` : undefined
			);
		}
	},
	search: (words) =>
		contains(sql`${softwareTitle.name} || ' ' || ${softwareTitle.publisher}`, words),
	sorts: {
		devices: { keys: [{ expr: sql`held.devices`, type: 'integer' }, byId] },
		name: { keys: [{ expr: sql`left(${softwareTitle.name}, 100)`, type: 'text' }, byId] },
		since: { keys: [{ expr: sql`${softwareTitle.firstSeenAt}`, type: 'timestamptz' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: softwareTitle.id,
				name: softwareTitle.name,
				publisher: softwareTitle.publisher,
				devices: sql<number>`held.devices`,
				version: sql<string>`held.version`,
				versions: sql<number>`held.versions`,
				since: softwareTitle.firstSeenAt,
				cursor
			})
			.from(softwareTitle)
			.innerJoin(held, isHeld)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db.select({ id: softwareTitle.id }).from(softwareTitle).innerJoin(held, isHeld);
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of the queue of unknown names, the same for the whole desk and auditors. Throws Forbidden. */
export async function listUnknown(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<UnknownRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, unknownList, { actor, now: clock.now() }, state);
}

/** All of the filtered queue. Who may: as `listUnknown`. */
export function exportUnknown(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<UnknownRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listAll(db, unknownList, { actor, now: clock.now() }, state);
}
