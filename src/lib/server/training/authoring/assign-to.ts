import { and, eq, sql } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { assignModule } from '../duty/assign-module.ts';

export type AssignToInput = {
	moduleId: string;
	/** One of the two. */
	personId?: string | undefined;
	unitId?: string | undefined;
	dueOn?: string | null;
	again?: boolean;
};

/**
 * Gives a module to a person, or to everybody who works in a unit now, as `assignModule` does: whoever may assign it to
 * all of them. Returns how many got it anew. Throws as that does, Invalid `authoring_whom` at `personId` when nobody is
 * named.
 */
export async function assignTo(
	db: Db,
	actor: Actor,
	input: AssignToInput,
	clock: Clock = systemClock
): Promise<number> {
	const { moduleId, personId, unitId, dueOn = null, again = false } = input;
	return withTransaction(db, async (tx) => {
		const personIds = personId ? [personId] : unitId ? await staffOf(tx, unitId) : [];
		if (personIds.length === 0) throw invalid({ personId: ['authoring_whom'] });
		const { opened } = await assignModule(tx, actor, { moduleId, personIds, dueOn, again }, clock);
		return opened.filter((one) => one.moduleId === moduleId).length;
	});
}

async function staffOf(tx: Tx, unitId: string): Promise<string[]> {
	if (!isId(unitId)) return [];
	const rows = await tx
		.select({ id: person.id })
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(and(eq(person.status, 'active'), sql`${unit.ancestorIds} @> array[${unitId}::uuid]`));
	return rows.map((row) => row.id);
}
