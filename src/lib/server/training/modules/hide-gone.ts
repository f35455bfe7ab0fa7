import { and, eq, notInArray } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { endHidden } from '../duty/hidden-modules.ts';
import { trainingModule } from './tables.ts';
import { setCurrent } from './write-edition.ts';

/**
 * Hides the modules that came from files and have none any more; `slugs` are those that have. Progress and completions
 * stay; obligations are closed (`module_hidden`) until it comes back. No folder at all is a wrong folder, not the end of
 * all training: then nothing is hidden. Returns the slugs of what was hidden. Recorded as `module.hidden`, with how many
 * obligations that closed. The caller has checked that the person may.
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
		const closed = new Map<string, number>();
		for (const { id, editionId } of gone) {
			await tx
				.update(trainingModule)
				.set({ active: false, updatedAt: at })
				.where(eq(trainingModule.id, id));
			if (editionId) await setCurrent(tx, editionId, false);
			closed.set(id, await endHidden(tx, { moduleIds: [id] }, at));
		}
		await recordAudits(
			tx,
			gone.map(({ id }) => ({
				...{ actor, at, noun: 'module', recordId: id, action: 'module.hidden' },
				before: { active: true },
				after: { active: false, obligations: closed.get(id) }
			}))
		);
		return gone.map((one) => one.slug);
	});
}
