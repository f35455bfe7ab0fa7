import { eq, inArray } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { trainingModule } from '../modules/tables.ts';
import { pathRecord } from './path-record.ts';
import { learningPath, pathStep } from './tables.ts';

export type SavePathInput = {
	/** Absent for a new path. */
	id?: string;
	/** Fingerprint of the path when its form was opened. */
	seen?: string;
	/** Its address, which stays what it was when the path was made. */
	slug: string;
	title: LocalizedText;
	summary: LocalizedText;
	/** The next module opens when the one before is done. */
	strict: boolean;
	/** One that is not active is seen by those who look after paths only. */
	active: boolean;
	/** In the order in which they are to be done. */
	moduleIds: readonly string[];
};

/**
 * Makes a learning path or changes one: its words, its modules and their order. Nothing that somebody has done is
 * touched. Authors and administrators. Recorded as `path.saved`.
 *
 * Throws Forbidden; NotFound; Invalid `courses_path_error_slug_taken` at `slug`, and at `moduleId`
 * `courses_path_error_empty`, `courses_path_error_twice`, `courses_error_module` for one that is not there or no longer
 * offered and was not in the path before; Conflict when somebody else changed it since the form was opened.
 */
export async function savePath(
	db: DbOrTx,
	actor: Actor,
	input: SavePathInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const { id: given, seen, slug, moduleIds, ...values } = input;
	if (moduleIds.length === 0) throw invalid({ moduleId: ['courses_path_error_empty'] });
	if (new Set(moduleIds).size < moduleIds.length)
		throw invalid({ moduleId: ['courses_path_error_twice'] });
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const id = given ?? newId();
		const before = given ? await pathRecord(tx, id, 'locked') : undefined;
		if (given && !before) throw notFound();
		if (before) await mustBeFresh(tx, actor, 'learning_path', before, seen);
		await mustBeOffered(tx, moduleIds, before?.moduleIds ?? []);
		if (before) {
			await tx
				.update(learningPath)
				.set({ ...values, updatedAt: at })
				.where(eq(learningPath.id, id));
			await tx.delete(pathStep).where(eq(pathStep.pathId, id));
		} else {
			const made = await tx
				.insert(learningPath)
				.values({ id, slug, ...values, updatedAt: at })
				.onConflictDoNothing()
				.returning({ id: learningPath.id });
			if (made.length === 0) throw invalid({ slug: ['courses_path_error_slug_taken'] });
		}
		await tx
			.insert(pathStep)
			.values(moduleIds.map((moduleId, position) => ({ pathId: id, position, moduleId })));
		await recordAudit(tx, {
			actor,
			action: 'path.saved',
			noun: 'learning_path',
			recordId: id,
			before,
			after: { slug: before?.slug ?? slug, ...values, moduleIds },
			at
		});
		return { id };
	});
}

async function mustBeOffered(
	tx: Tx,
	moduleIds: readonly string[],
	kept: readonly string[]
): Promise<void> {
	const found = await tx
		.select({ id: trainingModule.id, active: trainingModule.active })
		.from(trainingModule)
		.where(inArray(trainingModule.id, [...moduleIds]));
	const offered = found.filter(({ id, active }) => active || kept.includes(id));
	if (offered.length < moduleIds.length) throw invalid({ moduleId: ['courses_error_module'] });
}
