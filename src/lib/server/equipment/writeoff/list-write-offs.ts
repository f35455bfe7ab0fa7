import { eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { writeOffsShape } from '#lib/equipment/write-offs-shape.ts';
import type { WriteOffState } from '#lib/equipment/write-off.ts';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { writeOff } from './tables.ts';

export type WriteOffRow = {
	id: string;
	title: string;
	state: WriteOffState;
	proposedAt: Date;
	approverName: string;
	unitName: LocalizedText | null;
	items: number;
	actNumber: string | null;
	disposedOn: string | null;
	cursor: string;
};

/** Those of the units whose registers the reader keeps or audits, and one's own. */
function scopeOf(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	return or(idIn(writeOff.unitId, units), eq(writeOff.proposedById, actor.personId));
}

const writeOffsList: ListSpec<WriteOffRow> = {
	shape: writeOffsShape,
	scope: ({ actor }) => scopeOf(actor),
	filters: {
		state: (values) => inArray(sql`${writeOff.state}`, values),
		unit: (values) => withinUnits(unit.ancestorIds, values)
	},
	search: (words) => or(contains(writeOff.title, words), contains(writeOff.reason, words)),
	sorts: {
		proposed: {
			keys: [
				{ expr: sql`${writeOff.proposedAt}`, type: 'timestamptz' },
				{ expr: sql`${writeOff.id}`, type: 'uuid' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: writeOff.id,
				title: writeOff.title,
				state: writeOff.state,
				proposedAt: writeOff.proposedAt,
				approverName: person.name,
				unitName: unit.name,
				items: sql<number>`(select count(*)::int from write_off_line l where l.write_off_id = ${writeOff.id})`,
				actNumber: act.number,
				disposedOn: writeOff.disposedOn,
				cursor
			})
			.from(writeOff)
			.innerJoin(person, eq(person.id, writeOff.approverId))
			.leftJoin(unit, eq(unit.id, writeOff.unitId))
			.leftJoin(act, eq(act.id, writeOff.actId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: writeOff.id })
			.from(writeOff)
			.leftJoin(unit, eq(unit.id, writeOff.unitId))
			.where(where)
			.limit(upTo);
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some.as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of the write-offs. Desk and auditors, each their units. Throws Forbidden. */
export async function listWriteOffs(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<WriteOffRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listPage(db, writeOffsList, { actor, now: clock.now() }, state);
}

/** The whole filtered list of write-offs for a file. The same people and scope. Throws Forbidden. */
export function exportWriteOffs(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<WriteOffRow> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listAll(db, writeOffsList, { actor, now: clock.now() }, state);
}
