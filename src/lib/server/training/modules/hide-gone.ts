import { and, eq, notInArray } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { trainingModule } from './tables.ts';
import { setCurrent } from './write-edition.ts';

/**
 * Hides the modules that came from files and have none any more; `slugs` are those that have. Progress and completions
 * stay; obligations that a rule opened are closed when rules are next worked out, others wait and are not asked for. No folder at all is a wrong folder, not the end of all training: then nothing is hidden. Returns the
 * slugs of what was hidden. Recorded as `module.hidden`. The caller has checked that the person may.
 */
export async function hideGone(
	db: Db,
	{ actor, at }: { actor: Actor; at: Date },
	slugs: readonly string[]
): Promise<string[]> {
	if (slugs.length === 0) return [];
	return withTransaction(db, async (tx) => {
		const gone = await tx
			.select({
				id: trainingModule.id,
				slug: trainingModule.slug,
				editionId: trainingModule.editionId
			})
			.from(trainingModule)
			.where(
				and(
					eq(trainingModule.source, 'files'),
					eq(trainingModule.active, true),
					notInArray(trainingModule.slug, [...slugs])
				)
			)
			.for('update');
		for (const { id, editionId } of gone) {
			await tx
				.update(trainingModule)
				.set({ active: false, updatedAt: at })
				.where(eq(trainingModule.id, id));
			if (editionId) await setCurrent(tx, editionId, false);
		}
		await recordAudits(
			tx,
			gone.map(({ id }) => ({
				...{ actor, at, noun: 'module', recordId: id, action: 'module.hidden' },
				before: { active: true },
				after: { active: false }
			}))
		);
		return gone.map((one) => one.slug);
	});
}
