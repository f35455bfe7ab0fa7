import { and, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { obligationsShape } from '#lib/training/authoring/list-shapes.ts';
import type { DutyReason } from '#lib/training/duty-reason.ts';
import type { CloseReason } from '#lib/training/obligation.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { reasonsOf } from '../duty/duty-reasons.ts';
import { completion, obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { seenPeople } from './seen-people.ts';

/** One obligation of a module, with the completion that counts longest. */
export type ObligationRow = {
	id: string;
	personId: string;
	name: string;
	unitId: string;
	managerId: string | null;
	unitName: LocalizedText;
	cycle: number;
	origin: 'rule' | 'hand' | 'request' | 'renewal' | 'edition';
	requestNumber: number | null;
	assignedAt: Date;
	dueOn: string | null;
	closedAt: Date | null;
	closedAs: CloseReason | null;
	reason: string;
	doneAt: Date | null;
	version: string | null;
	score: number | null;
	validUntil: string | null;
	cursor: string;
};

/** A row of the screen also says why. */
export type ReasonedRow = ObligationRow & { because: DutyReason | null };

const STATES: Record<string, (today: string) => SQL | undefined> = {
	open: () => isNull(obligation.closedAt),
	overdue: (today) => and(isNull(obligation.closedAt), sql`${obligation.dueOn} < ${today}::date`),
	done: () => eq(obligation.closedAs, 'completed'),
	waived: () => eq(obligation.closedAs, 'waived'),
	ended: () =>
		and(isNotNull(obligation.closedAt), sql`${obligation.closedAs} not in ('completed', 'waived')`)
};

const byId = { expr: sql`${obligation.id}`, type: 'uuid' } as const;

/** Obligations of one module: open ones, and the last cycle of each person. */
function obligationsList(moduleId: string): ListSpec<ObligationRow> {
	return {
		shape: obligationsShape,
		scope: ({ actor }) =>
			and(
				eq(obligation.moduleId, moduleId),
				seenPeople(actor),
				sql`not exists (select from ${obligation} later where later.person_id = ${obligation.personId}
					and later.module_id = ${obligation.moduleId} and later.cycle > ${obligation.cycle})`
			),
		filters: {
			state: (values, { now }) => or(...values.map((value) => STATES[value]?.(isoDay(now)))),
			unit: (values) => withinUnits(unit.ancestorIds, values),
			origin: (values) => inArray(sql`${obligation.origin}`, values)
		},
		search: (text) => contains(sql`p.name || ' ' || p.email`, text),
		sorts: {
			name: { keys: [{ expr: sql`p.name`, type: 'text' }, byId] },
			due: {
				keys: [
					{ expr: sql`coalesce(${obligation.dueOn}, 'infinity'::date)::text`, type: 'text' },
					byId
				]
			},
			assigned: {
				keys: [{ expr: sql`${obligation.assignedAt}`, type: 'timestamptz' }, byId]
			}
		},
		rows: (db, { where, orderBy, limit, cursor }) =>
			db
				.select({
					id: obligation.id,
					personId: obligation.personId,
					name: sql<string>`p.name`,
					unitId: sql<string>`p.unit_id`,
					managerId: sql<string | null>`p.manager_id`,
					unitName: unit.name,
					cycle: obligation.cycle,
					origin: obligation.origin,
					requestNumber: obligation.requestNumber,
					assignedAt: obligation.assignedAt,
					dueOn: obligation.dueOn,
					closedAt: obligation.closedAt,
					closedAs: obligation.closedAs,
					reason: obligation.reason,
					doneAt: completion.completedAt,
					version: completion.version,
					score: completion.score,
					validUntil: completion.validUntil,
					cursor
				})
				.from(obligation)
				.innerJoin(sql`${person} p`, sql`p.id = ${obligation.personId}`)
				.innerJoin(unit, sql`${unit.id} = p.unit_id`)
				.leftJoin(completion, eq(completion.id, obligation.completionId))
				.where(where)
				.orderBy(...orderBy)
				.limit(limit),
		count: async (db, where, upTo) => {
			const some = db
				.select({ id: obligation.id })
				.from(obligation)
				.innerJoin(sql`${person} p`, sql`p.id = ${obligation.personId}`)
				.innerJoin(unit, sql`${unit.id} = p.unit_id`)
				.where(where)
				.limit(upTo)
				.as('some');
			const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
			return counted?.count ?? 0;
		}
	};
}

/**
 * Who has, had or did a module and why: a row a person, of the last cycle. Authors all, the desk and auditors people of their
 * units. Throws Forbidden, NotFound.
 */
export async function listObligations(
	db: DbOrTx,
	actor: Actor,
	key: string,
	state: ListState,
	clock: Clock
): Promise<ListPage<ReasonedRow>> {
	const id = await moduleId(db, actor, key);
	const now = clock.now();
	const page = await listPage(db, obligationsList(id), { actor, now }, state);
	const ids = page.rows.map((row) => row.id);
	const reasons = await reasonsOf(db, ids, isoDay(now));
	return {
		...page,
		rows: page.rows.map((row) => ({ ...row, because: reasons.get(row.id) ?? null }))
	};
}

/** The same, all of it, row by row for a file. */
export async function* exportObligations(
	db: DbOrTx,
	actor: Actor,
	key: string,
	state: ListState,
	clock: Clock
): AsyncGenerator<ObligationRow> {
	const id = await moduleId(db, actor, key);
	yield* listAll(db, obligationsList(id), { actor, now: clock.now() }, state);
}

async function moduleId(db: DbOrTx, actor: Actor, key: string): Promise<string> {
	if (!can(actor, 'training.overview')) throw forbidden();
	const [module] = await db
		.select({ id: trainingModule.id })
		.from(trainingModule)
		.where(eq(trainingModule.key, key));
	if (!module) throw notFound();
	return module.id;
}
