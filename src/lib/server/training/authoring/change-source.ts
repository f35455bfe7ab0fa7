import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { readTrainingFolder } from '../modules/read-training-folder.ts';
import { trainingDraft, trainingModule } from '../modules/tables.ts';

/**
 * Takes a module over into the portal: from then on it is written here, and its files are read no more. What is in
 * force stays. Authors and administrators. Recorded as `module.taken_over`. Throws Forbidden, NotFound, Conflict
 * `authoring_in_portal` when it is there already.
 */
export async function takeOver(
	db: Db,
	actor: Actor,
	key: string,
	clock: Clock = systemClock
): Promise<void> {
	await changeSource(db, actor, { key, from: 'files' }, clock);
}

/**
 * Gives a module back to its files: the next reading of the files brings in what they say. Authors and administrators.
 * Recorded as `module.given_back`. Throws Forbidden, NotFound, Conflict `authoring_from_files` when it is read from them
 * anyway, `authoring_draft_exists` while somebody writes it, `authoring_no_files` when the folder has none.
 */
export async function giveBack(
	db: Db,
	actor: Actor,
	input: { key: string; folder: string },
	clock: Clock = systemClock
): Promise<void> {
	const { modules } = readTrainingFolder(join(input.folder, 'training'));
	if (!modules.some((one) => one.key === input.key)) throw conflict('authoring_no_files');
	await changeSource(db, actor, { key: input.key, from: 'portal' }, clock);
}

async function changeSource(
	db: Db,
	actor: Actor,
	{ key, from }: { key: string; from: 'files' | 'portal' },
	clock: Clock
): Promise<void> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [module] = await tx
			.select()
			.from(trainingModule)
			.where(eq(trainingModule.key, key))
			.for('update');
		if (!module) throw notFound();
		if (module.source !== from) {
			throw conflict(from === 'files' ? 'authoring_in_portal' : 'authoring_from_files');
		}
		const [draft] = await tx
			.select({ id: trainingDraft.id })
			.from(trainingDraft)
			.where(eq(trainingDraft.moduleId, module.id));
		if (draft && from === 'portal') throw conflict('authoring_draft_exists');
		const source = from === 'files' ? 'portal' : 'files';
		await tx
			.update(trainingModule)
			.set({ source, fileProblems: [], filesHash: '', updatedAt: at })
			.where(eq(trainingModule.id, module.id));
		await recordAudit(tx, {
			...{ actor, at, noun: 'module', recordId: module.id },
			action: source === 'portal' ? 'module.taken_over' : 'module.given_back',
			before: { source: module.source },
			after: { source }
		});
	});
}
