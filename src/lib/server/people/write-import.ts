import { eq, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { ImportKind } from '#lib/people/import-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { giveUpPosts } from './give-up-posts.ts';
import { personValues, placeValues, unitValues, type Ids } from './import-values.ts';
import type { ImportPlan, PlannedRow } from './plan-import.ts';
import { rebuildUnitPaths } from './structure-tree.ts';
import { person, place, unit } from './tables.ts';

const NOUN: Record<ImportKind, string> = { places: 'place', units: 'unit', people: 'person' };
const ROWS_AT_ONCE = 1000;

/**
 * Carries a plan out and returns what to record. New records come first without what they point to in their own
 * table, because a row may name one that stands below it in the file.
 */
export async function writeImport(
	tx: Tx,
	actor: Actor,
	plan: ImportPlan,
	at: Date
): Promise<AuditEvent[]> {
	const todo = plan.rows
		.filter(({ action }) => action === 'inserted' || action === 'changed')
		.map((row) => ({ ...row, id: row.before?.id ?? newId() }));
	const ids = await idsOf(tx);
	for (const { id, key } of todo) ids[plan.kind].set(key, id);
	const fresh = todo.filter(({ before }) => !before);
	for (let n = 0; n < fresh.length; n += ROWS_AT_ONCE) {
		await insertBare(tx, plan.kind, fresh.slice(n, n + ROWS_AT_ONCE), ids, at);
	}
	if (plan.kind === 'people') await linkManagers(tx, fresh, ids);
	else for (const row of fresh) await write(tx, plan.kind, row, ids, at);
	const posts: AuditEvent[] = [];
	for (const row of todo) {
		if (!row.before) continue;
		await write(tx, plan.kind, row, ids, at);
		if (row.before.cells.status === 'active' && row.cells.status === 'left') {
			const successor = ids.people.get(row.cells.manager ?? '') ?? null;
			posts.push(...(await giveUpPosts(tx, actor, row.id, successor, at)));
		}
	}
	if (plan.kind === 'units') await rebuildUnitPaths(tx);
	const noun = NOUN[plan.kind];
	const events = todo.map((row) => ({
		actor,
		action: `${noun}.${row.before ? 'changed' : 'added'}`,
		noun,
		recordId: row.id,
		before: row.before?.cells,
		after: row.cells,
		at
	}));
	return [...events, ...posts];
}

type Todo = PlannedRow & { id: string };

async function idsOf(tx: Tx): Promise<Ids> {
	const units = await tx.select({ id: unit.id, key: unit.code }).from(unit);
	const places = await tx.select({ id: place.id, key: place.code }).from(place);
	const people = await tx.select({ id: person.id, key: person.email }).from(person);
	const byKey = (rows: { id: string; key: string }[]) => new Map(rows.map((r) => [r.key, r.id]));
	return { units: byKey(units), places: byKey(places), people: byKey(people) };
}

async function insertBare(tx: Tx, kind: ImportKind, rows: Todo[], ids: Ids, at: Date) {
	if (kind === 'places') {
		await tx
			.insert(place)
			.values(rows.map(({ id, cells }) => ({ id, ...placeValues(cells, ids), parentId: null })));
	} else if (kind === 'units') {
		await tx.insert(unit).values(
			rows.map(({ id, cells }) => ({
				id,
				...unitValues(cells, ids),
				parentId: null,
				ancestorIds: [id]
			}))
		);
	} else {
		await tx.insert(person).values(
			rows.map(({ id, cells }) => ({
				id,
				...personValues(cells, ids),
				managerId: null,
				leftAt: leftAt(cells, at),
				createdAt: at,
				updatedAt: at
			}))
		);
	}
}

async function linkManagers(tx: Tx, rows: Todo[], ids: Ids): Promise<void> {
	const links = rows.flatMap(({ id, cells }) => {
		const managerId = ids.people.get(cells.manager ?? '');
		return managerId ? [{ id, managerId }] : [];
	});
	if (links.length === 0) return;
	await tx.execute(sql`
		update person set manager_id = link."managerId"
		from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as link(id uuid, "managerId" uuid)
		where person.id = link.id`);
}

async function write(tx: Tx, kind: ImportKind, { id, cells }: Todo, ids: Ids, at: Date) {
	if (kind === 'places') {
		await tx.update(place).set(placeValues(cells, ids)).where(eq(place.id, id));
	} else if (kind === 'units') {
		await tx.update(unit).set(unitValues(cells, ids)).where(eq(unit.id, id));
	} else {
		await tx
			.update(person)
			.set({
				...personValues(cells, ids),
				leftAt: sql`case when ${person.status} = 'left' and ${cells.status} = 'left'
					then ${person.leftAt} else ${leftAt(cells, at)?.toISOString() ?? null}::timestamptz end`,
				updatedAt: at
			})
			.where(eq(person.id, id));
	}
}

/** When somebody who has left by the file left: the end of their last day, when that is over. Null for the others. */
function leftAt({ status, ends_on: lastDay }: Record<string, string>, at: Date): Date | null {
	if (status !== 'left') return null;
	return lastDay && lastDay < isoDay(at) ? new Date(`${lastDay}T21:59:59Z`) : at;
}
