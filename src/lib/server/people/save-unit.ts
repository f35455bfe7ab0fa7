import { and, eq, ne, sql } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { UnitKind } from '#lib/people/unit-kinds.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustEdit } from './edit-scope.ts';
import { mustBeFresh } from './stale-form.ts';
import { circular, lockStructure, rebuildUnitPaths } from './structure-tree.ts';
import { person, unit } from './tables.ts';

export type SaveUnitInput = {
	/** Absent for a new unit. */
	id?: string;
	/** Fingerprint of the unit when the form was opened. */
	seen?: string;
	/** Imports and services name a unit by it, so it stays what it was when the unit was made. */
	code: string;
	name: LocalizedText;
	kind: UnitKind;
	parentId: string | null;
	headId?: string | null;
	budgetOwnerId?: string | null;
	placeId?: string | null;
	active?: boolean;
};

/**
 * Adds a structural unit or changes one; moving it moves everything below. Administrators, within their units.
 * Recorded as `unit.added` or `unit.changed`.
 *
 * Throws Forbidden; NotFound; Invalid `people_code_taken` at `code`, `people_unit_in_itself` at `parentId`;
 * Conflict `people_unit_not_empty` when a unit with active people or units is closed, `people_changed_meanwhile`.
 */
export async function saveUnit(
	db: DbOrTx,
	actor: Actor,
	input: SaveUnitInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	mustEdit(actor, [input.id ?? input.parentId]);
	const at = clock.now();
	const values = {
		name: input.name,
		kind: input.kind,
		parentId: input.parentId,
		headId: input.headId ?? null,
		budgetOwnerId: input.budgetOwnerId ?? null,
		placeId: input.placeId ?? null,
		active: input.active ?? true
	};
	return withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const id = input.id ?? newId();
		const [before] = input.id ? await tx.select().from(unit).where(eq(unit.id, id)) : [];
		if (input.id && !before) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'unit', before, input.seen);
			if (before.parentId !== values.parentId) {
				mustEdit(actor, [before.parentId, values.parentId]);
				await mustNotLieInItself(tx, id, values.parentId);
			}
			if (before.active && !values.active) await mustBeEmpty(tx, id);
			await tx.update(unit).set(values).where(eq(unit.id, id));
		} else {
			const made = await tx
				.insert(unit)
				.values({ id, code: input.code, ...values, ancestorIds: [id] })
				.onConflictDoNothing()
				.returning({ id: unit.id });
			if (made.length === 0) throw invalid({ code: ['people_code_taken'] });
		}
		await rebuildUnitPaths(tx);
		await recordAudit(tx, {
			actor,
			action: before ? 'unit.changed' : 'unit.added',
			noun: 'unit',
			recordId: id,
			before,
			after: { code: before?.code ?? input.code, ...values },
			at
		});
		return { id };
	});
}

async function mustNotLieInItself(tx: Tx, id: string, parentId: string | null): Promise<void> {
	const links = await tx
		.select({ id: unit.id, parentId: unit.parentId })
		.from(unit)
		.where(ne(unit.id, id));
	if (circular([...links, { id, parentId }]).has(id)) {
		throw invalid({ parentId: ['people_unit_in_itself'] });
	}
}

async function mustBeEmpty(tx: Tx, id: string): Promise<void> {
	const [found] = await tx
		.select({
			people: sql<number>`(select count(*)::int from ${person}
				where ${person.unitId} = ${id} and ${person.status} = 'active')`,
			units: sql<number>`count(*)::int`
		})
		.from(unit)
		.where(and(eq(unit.parentId, id), eq(unit.active, true)));
	const { people = 0, units = 0 } = found ?? {};
	if (people + units > 0) {
		throw conflict('people_unit_not_empty', { people: String(people), units: String(units) });
	}
}
