import { and, inArray, or, sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { parseDay } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { casesShape } from '#lib/software/legality-shapes.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';
import { caseRows, caseScope } from './get-case.ts';
import { softwareCase } from './tables.ts';

const byId = { expr: sql`${softwareCase.id}`, type: 'uuid' } as const;
const isClosed = { expr: sql`(${softwareCase.state} <> 'open')::int`, type: 'integer' } as const;

const selectRows = (db: DbOrTx, cursor: SQL<string>) => caseRows(db, { cursor });
export type CaseRow = Awaited<ReturnType<typeof selectRows>>[number];

/** Software cases, what is open and due first before what is over. */
const casesList: ListSpec<CaseRow> = {
	shape: casesShape,
	scope: ({ actor }) => caseScope(actor),
	filters: {
		state: (values, { now }) =>
			or(
				inArray(sql`${softwareCase.state}`, values),
				values.includes('overdue')
					? sql`${softwareCase.state} = 'open' and ${softwareCase.deadline} < ${isoDay(now)}::date`
					: undefined
			),
		kind: (values) => inArray(sql`${softwareCase.kind}`, values),
		product: (values) => idIn(softwareCase.productId, values),
		unit: (values) => withinUnits(unit.ancestorIds, values),
		opened: (values) => {
			const [from, until] = (values[0] ?? '').split('..').map((day) => parseDay(day));
			return and(
				from ? sql`${softwareCase.openedAt} >= ${townMidnight(from)}` : undefined,
				until ? sql`${softwareCase.openedAt} < ${townMidnight(until, 1)}` : undefined
			);
		}
	},
	search: (words) =>
		or(
			contains(softwareProduct.name, words),
			contains(softwareCase.found, words),
			contains(item.inventoryNumber, words),
			contains(sql`case_user.name`, words),
			sql`${softwareCase.number}::text = ${words}`
		),
	sorts: {
		deadline: { keys: [isClosed, { expr: sql`${softwareCase.deadline}`, type: 'date' }, byId] },
		opened: { keys: [{ expr: sql`${softwareCase.openedAt}`, type: 'timestamptz' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		selectRows(db, cursor)
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = caseRows(db, {}).where(where).limit(upTo).as('some');
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
		return counted?.count ?? 0;
	}
};

/** A page of the cases. Desk and auditors, each their units. Throws Forbidden. */
export async function listCases(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<CaseRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, casesList, { actor, now: clock.now() }, state);
}

/** All of the filtered cases. Who may: as `listCases`. */
export function exportCases(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<CaseRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listAll(db, casesList, { actor, now: clock.now() }, state);
}
