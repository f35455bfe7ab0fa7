import { and, desc, eq, exists, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { ACT_KINDS, type ActKind, type ActState } from '#lib/equipment/act-kinds.ts';
import { actsShape } from '#lib/equipment/acts/list-shape.ts';
import { forbidden } from '#lib/errors.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { act, actCounter, actLine, actSignature } from './tables.ts';

export type ActRow = {
	id: string;
	number: string;
	kind: ActKind;
	state: ActState;
	madeAt: Date;
	/** From whom or to whom, as the act names them. */
	from: string | null;
	to: string | null;
	first: string;
	things: number;
	/** Names still to come. */
	waitsFor: string | null;
	cursor: string;
};

const byId = { expr: sql`${act.id}`, type: 'uuid' } as const;

function scopeOf(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	return or(idIn(act.unitId, units), isNull(act.unitId));
}

const lineOf = (db: DbOrTx, condition: SQL) =>
	exists(
		db
			.select({ one: sql`1` })
			.from(actLine)
			.where(and(eq(actLine.actId, act.id), condition))
	);

/** The acts of the units whose registers the reader keeps or audits. */
const actsList = (db: DbOrTx): ListSpec<ActRow> => ({
	shape: actsShape,
	scope: ({ actor }) => scopeOf(actor),
	filters: {
		kind: (values) => inArray(sql`${act.kind}`, values),
		year: (values) => inArray(sql`${act.year}::text`, values),
		state: (values) => inArray(sql`${act.state}`, values),
		person: (values) =>
			or(
				idIn(act.toPersonId, values),
				idIn(act.fromPersonId, values),
				lineOf(db, idIn(actLine.holderId, values))
			),
		item: (values) => lineOf(db, idIn(actLine.itemId, values))
	},
	search: (words) =>
		words
			? or(
					contains(act.number, words),
					lineOf(
						db,
						sql`${actLine.itemId} = (select ${item.id} from ${item} where ${item.inventoryNumber} = ${words.toUpperCase()} and ${item.withdrawnAt} is null)`
					)
				)
			: undefined,
	sorts: {
		made: { keys: [{ expr: sql`${act.madeAt}`, type: 'timestamptz' }, byId] },
		number: { keys: [{ expr: sql`${act.number}`, type: 'text' }] }
	},
	rows: (reader, { where, orderBy, limit, cursor }) =>
		reader
			.select({
				id: act.id,
				number: act.number,
				kind: act.kind,
				state: act.state,
				madeAt: act.madeAt,
				from: sql<string | null>`${act.text}->'from'->>'name'`,
				to: sql<string | null>`${act.text}->'to'->>'name'`,
				first: sql<string>`coalesce(concat_ws(' ', ${act.text}->'lines'->0->>'title', ${act.text}->'lines'->0->>'inventoryNumber'), '')`,
				things: sql<number>`jsonb_array_length(${act.text}->'lines')`,
				waitsFor: sql<
					string | null
				>`(select string_agg(s.name, ', ' order by s.position) from ${actSignature} s
					where s.act_id = ${act.id} and s.signed_at is null and s.refused_at is null and ${act.state} = 'open')`,
				cursor
			})
			.from(act)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (reader, where, upTo) => {
		const some = reader.select({ id: act.id }).from(act).where(where).limit(upTo);
		const [counted] = await reader
			.select({ count: sql<number>`count(*)::int` })
			.from(some.as('some'));
		return counted?.count ?? 0;
	}
});

/** Without asking for it, entries of the register are left out: what has a paper is shown. */
function withoutEntries(state: ListState): ListState {
	if (state.filters.kind || state.filters.item || state.search) return state;
	const kind = ACT_KINDS.filter((one) => one !== 'entry');
	return { ...state, filters: { ...state.filters, kind } };
}

/** A page of the acts. Desk and auditors, each their units. Throws Forbidden. */
export async function listActs(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ActRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listPage(db, actsList(db), { actor, now: clock.now() }, withoutEntries(state));
}

/** The whole filtered list of acts, row by row, for a file. The same people and scope. Throws Forbidden. */
export function exportActs(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<ActRow> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listAll(db, actsList(db), { actor, now: clock.now() }, withoutEntries(state));
}

/** Years in which acts were made, newest first. */
export async function listActYears(db: DbOrTx): Promise<number[]> {
	const rows = await db
		.selectDistinct({ year: actCounter.year })
		.from(actCounter)
		.orderBy(desc(actCounter.year));
	return rows.map(({ year }) => year);
}
