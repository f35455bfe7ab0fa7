import { and, eq, sql, type SQL } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { ChangeKind, ChangeState, LineAct, LineKind } from '#lib/access/change-kinds.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { itemCategory, item } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { accessTask } from '../tasks/tables.ts';
import { lineDone } from './change-sql.ts';
import type { LineWhy } from './line-draft.ts';
import { staffChange, staffChangeLine } from './tables.ts';

/** A line as its page shows it. Moments are ISO texts. */
export type ChangeLine = {
	id: string;
	kind: LineKind;
	proposed: LineAct;
	decided: LineAct | null;
	why: LineWhy | null;
	/** Names of what it is about. */
	system: LocalizedText | null;
	role: LocalizedText | null;
	product: string | null;
	category: LocalizedText | null;
	itemNumber: string | null;
	module: Partial<Record<'et' | 'ru' | 'en', string>> | null;
	/** The system's owner has to agree to it. */
	ownerApproves: boolean;
	held: boolean;
	dueOn: string;
	/** A task or request came of it: it is not decided anew here. */
	begun: boolean;
	requestNumber: number | null;
	taskOpen: boolean;
	done: boolean;
};

export type ChangeView = {
	id: string;
	number: number;
	kind: ChangeKind;
	state: ChangeState;
	personId: string | null;
	name: string;
	day: string;
	fromUnit: LocalizedText | null;
	toUnit: LocalizedText | null;
	toUnitId: string | null;
	toPlace: LocalizedText | null;
	fromPosition: string;
	toPosition: string;
	managerId: string | null;
	managerName: string | null;
	createdByName: string | null;
	requestNumber: number | null;
	appliedAt: string | null;
	readyAt: string | null;
	note: string;
	lines: ChangeLine[];
};

const linesOf = sql<ChangeLine[]>`coalesce((
	select jsonb_agg(jsonb_build_object(
		'id', l.id, 'kind', l.kind, 'proposed', l.proposed, 'decided', l.decided, 'why', l.why,
		'system', s.name, 'role', r.name, 'product', p.name, 'category', k.name,
		'itemNumber', i.inventory_number, 'module', t.titles,
		'ownerApproves', coalesce(r.owner_approves, false),
		'held', num_nonnulls(l.right_id, l.seat_id, l.item_id) > 0, 'dueOn', l.due_on,
		'begun', num_nonnulls(l.access_task_id, l.done_at, l.request_number) > 0,
		'requestNumber', l.request_number, 'taskOpen', a.id is not null and a.done_at is null,
		'done', ${lineDone}
	) order by array_position(array['account', 'right', 'seat', 'item', 'module'], l.kind), l.id)
	from ${staffChangeLine} l
	join ${staffChange} c on c.id = l.change_id
	left join ${systemRole} r on r.id = l.role_id
	left join ${informationSystem} s on s.id = r.system_id
	left join ${softwareProduct} p on p.id = l.product_id
	left join ${itemCategory} k on k.code = l.category
	left join ${item} i on i.id = l.item_id
	left join ${trainingModule} t on t.key = l.module_slug
	left join ${accessTask} a on a.id = l.access_task_id
	where l.change_id = staff_change.id), '[]'::jsonb)`;

async function find(db: DbOrTx, where: SQL | undefined): Promise<ChangeView | undefined> {
	const name = (table: typeof unit | typeof place, id: SQL) =>
		sql<LocalizedText | null>`(select name from ${table} x where x.id = ${id})`;
	const who = (id: SQL) => sql<string | null>`(select name from ${person} x where x.id = ${id})`;
	const [change] = await db
		.select({
			id: staffChange.id,
			number: staffChange.number,
			kind: staffChange.kind,
			state: staffChange.state,
			personId: staffChange.personId,
			name: staffChange.name,
			day: staffChange.day,
			fromUnit: name(unit, sql`staff_change.from_unit_id`),
			toUnit: name(unit, sql`staff_change.to_unit_id`),
			toUnitId: staffChange.toUnitId,
			toPlace: name(place, sql`staff_change.to_place_id`),
			fromPosition: staffChange.fromPosition,
			toPosition: staffChange.toPosition,
			managerId: staffChange.managerId,
			managerName: who(sql`staff_change.manager_id`),
			createdByName: who(sql`staff_change.created_by_id`),
			requestNumber: staffChange.requestNumber,
			appliedAt: sql<string | null>`to_jsonb(staff_change.applied_at)->>0`,
			readyAt: sql<string | null>`to_jsonb(staff_change.ready_at)->>0`,
			note: staffChange.note,
			lines: linesOf
		})
		.from(staffChange)
		.where(where);
	return change;
}

/** A change for the desk of its units and for auditors. Throws NotFound. */
export async function getChange(db: DbOrTx, actor: Actor, number: number): Promise<ChangeView> {
	const change = can(actor, 'people.read')
		? await find(db, and(eq(staffChange.number, number), inScope(actor)))
		: undefined;
	if (!change) throw notFound();
	return change;
}

function inScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	const ids = sql`${`{${units.join(',')}}`}::uuid[]`;
	return sql`(staff_change.to_unit_id = any(${ids}) or staff_change.from_unit_id = any(${ids}))`;
}

/** A move for whoever decides it: the new line manager, their deputy, the desk of the new unit. Throws NotFound. */
export async function getMove(db: DbOrTx, actor: Actor, number: number): Promise<ChangeView> {
	const move = await find(db, and(eq(staffChange.number, number), eq(staffChange.kind, 'mover')));
	if (!move?.personId || !move.toUnitId) throw notFound();
	const { personId, managerId, toUnitId: unitId } = move;
	if (!can(actor, 'people.decide_move', { personId, managerId, unitId })) throw notFound();
	return move;
}

/** The newcomer of a request, for whoever may read the request; undefined for requests about anything else. */
export function findJoiner(db: DbOrTx, requestNumber: number): Promise<ChangeView | undefined> {
	return find(
		db,
		and(eq(staffChange.requestNumber, requestNumber), eq(staffChange.kind, 'joiner'))
	);
}

/** Moves that wait for this person to decide, the soonest first. */
export async function movesToDecide(db: DbOrTx, actor: Actor) {
	const ids = [actor.personId, ...actor.deputyFor];
	return db
		.select({ number: staffChange.number, name: staffChange.name, day: staffChange.day })
		.from(staffChange)
		.where(
			sql`${staffChange.kind} = 'mover' and ${staffChange.state} = 'open'
				and ${staffChange.managerId} = any(${`{${ids.join(',')}}`}::uuid[])
				and exists (select from ${staffChangeLine} l where l.change_id = ${staffChange.id} and l.decided is null)`
		)
		.orderBy(staffChange.day, staffChange.id)
		.limit(50);
}
