import { and, eq, inArray, notInArray } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { moduleEquivalent } from '../duty/tables.ts';
import { trainingModule } from '../modules/tables.ts';

/**
 * Says which other modules count for a module: whoever did one of them need not do this one. Holds for obligations
 * opened from now on; what was counted stays. Authors and administrators. Recorded as `training.equivalents_changed`.
 * Throws Forbidden, NotFound, Invalid `authoring_equivalent_wrong` at `countsIds` for the module itself or none.
 */
export async function saveEquivalents(
	db: Db,
	actor: Actor,
	input: { moduleId: string; countsIds: readonly string[] },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const { moduleId } = input;
	const wanted = [...new Set(input.countsIds)];
	await withTransaction(db, async (tx) => {
		const known = await tx
			.select({ id: trainingModule.id, key: trainingModule.key })
			.from(trainingModule)
			.where(inArray(trainingModule.id, [moduleId, ...wanted].filter(isId)));
		if (!known.some((one) => one.id === moduleId)) throw notFound();
		if (wanted.includes(moduleId) || known.length <= wanted.length) {
			throw invalid({ countsIds: ['authoring_equivalent_wrong'] });
		}
		const before = await tx
			.select({ id: moduleEquivalent.countsId })
			.from(moduleEquivalent)
			.where(eq(moduleEquivalent.moduleId, moduleId));
		const gone = wanted.length > 0 ? notInArray(moduleEquivalent.countsId, wanted) : undefined;
		await tx.delete(moduleEquivalent).where(and(eq(moduleEquivalent.moduleId, moduleId), gone));
		const added = wanted.filter((id) => !before.some((one) => one.id === id));
		if (added.length > 0) {
			const rows = added.map((countsId) => ({ id: newId(), moduleId, countsId }));
			await tx.insert(moduleEquivalent).values(rows);
		}
		if (added.length === 0 && before.length === wanted.length) return;
		const keyOf = (id: string) => known.find((one) => one.id === id)?.key ?? id;
		await recordAudit(tx, {
			...{ actor, action: 'training.equivalents_changed', noun: 'module', recordId: moduleId },
			before: before.map((one) => one.id),
			after: wanted.map(keyOf),
			at: clock.now()
		});
	});
}
