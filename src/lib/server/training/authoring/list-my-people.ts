import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { myPeopleShape } from '#lib/training/authoring/list-shapes.ts';
import type { LearnerState } from '#lib/training/obligation.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { idArray } from '../duty/sql-values.ts';
import { learnerState, longestCompletion } from '../duty/standing-sql.ts';
import { completion, obligation } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';

type MetState = Exclude<LearnerState, 'not_assigned'>;

/** One module of one of my people. */
export type MyPersonRow = {
	/** Of person and module together. */
	id: string;
	personId: string;
	name: string;
	unitName: LocalizedText;
	slug: string;
	titles: Partial<Record<Locale, string>>;
	state: MetState;
	dueOn: string | null;
	doneAt: Date | null;
	validUntil: string | null;
	score: number | null;
	cursor: string;
};

/** People whose line manager the actor is, and staff of the units they represent. Never the actor. */
const mine = (actor: Actor) => sql`p.id <> ${actor.personId}::uuid and p.status = 'active'
	and (p.manager_id = ${actor.personId}::uuid or p.unit_id = any(${idArray(actor.representsUnitIds)}))`;

function myPeopleList(today: string): ListSpec<MyPersonRow> {
	const state = learnerState<MetState>(today);
	const byRow = [
		{ expr: sql`p.id`, type: 'uuid' },
		{ expr: sql`${trainingModule.id}`, type: 'uuid' }
	] as const;
	return {
		shape: myPeopleShape,
		scope: ({ actor }) => mine(actor),
		filters: {
			state: (values) => inArray(sql`(${state})`, values),
			module: (values) => or(...values.map((key) => eq(trainingModule.key, key)))
		},
		search: (text) => contains(sql`p.name || ' ' || ${trainingModule.titles}::text`, text),
		sorts: {
			name: { keys: [{ expr: sql`p.name`, type: 'text' }, ...byRow] },
			due: {
				keys: [
					{ expr: sql`coalesce(o.due_on, c.valid_until, 'infinity'::date)::text`, type: 'text' },
					...byRow
				]
			}
		},
		rows: async (db, { where, orderBy, limit, cursor }) => {
			const rows = await db
				.select({
					id: sql<string>`p.id || '.' || ${trainingModule.id}`,
					personId: sql<string>`p.id`,
					name: sql<string>`p.name`,
					unitName: unit.name,
					slug: trainingModule.slug,
					titles: trainingModule.titles,
					state,
					dueOn: sql<string | null>`o.due_on`,
					doneAt: sql<string | null>`c.completed_at`,
					validUntil: sql<string | null>`c.valid_until`,
					score: sql<number | null>`c.score`,
					cursor
				})
				.from(sql`${person} p`)
				.innerJoin(unit, sql`${unit.id} = p.unit_id`)
				.innerJoin(
					sql`lateral (
						select module_id from ${obligation} where person_id = p.id and closed_at is null
						union
						select module_id from ${completion} where person_id = p.id and revoked_at is null
					) met`,
					sql`true`
				)
				.innerJoin(trainingModule, sql`${trainingModule.id} = met.module_id`)
				.leftJoin(
					sql`${obligation} o`,
					sql`o.person_id = p.id and o.module_id = met.module_id and o.closed_at is null`
				)
				.leftJoin(
					sql`lateral (
						${longestCompletion(sql`p.id`, sql`met.module_id`)}
					) c`,
					sql`true`
				)
				.where(where)
				.orderBy(...orderBy)
				.limit(limit);
			return rows.map((row) => ({ ...row, doneAt: row.doneAt ? new Date(row.doneAt) : null }));
		}
	};
}

/**
 * A page of the training of my people: those whose line manager the actor is, and staff of the units they represent. A
 * row for each module somebody has to do or did. One query. Whoever has no people gets none.
 */
export function listMyPeople(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<MyPersonRow>> {
	const now = clock.now();
	return listPage(db, myPeopleList(isoDay(now)), { actor, now }, state);
}

/** All of it, row by row for a file. */
export function exportMyPeople(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<MyPersonRow> {
	const now = clock.now();
	return listAll(db, myPeopleList(isoDay(now)), { actor, now }, state);
}
