import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingDraft, trainingModule } from '../modules/tables.ts';

/** A module being written. */
export type Draft = typeof trainingDraft.$inferSelect;

/** What a form that changes a draft says of it: a draft that was saved since is not overwritten. */
export type DraftSeen = { draftId: string; revision: number };

/**
 * The draft of a module, by the module's key; of a module that was never published, by its address. Authors and
 * administrators. Undefined when nobody is writing it. Throws Forbidden.
 */
export async function findDraft(db: DbOrTx, actor: Actor, key: string): Promise<Draft | undefined> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const [found] = await db
		.select({ draft: trainingDraft })
		.from(trainingDraft)
		.leftJoin(trainingModule, eq(trainingModule.id, trainingDraft.moduleId))
		.where(
			or(
				eq(trainingModule.key, key),
				and(isNull(trainingDraft.moduleId), eq(trainingDraft.slug, key))
			)
		);
	return found?.draft;
}

/** The draft of a module, whoever writes it. Throws NotFound, Forbidden. */
export async function getDraft(db: DbOrTx, actor: Actor, key: string): Promise<Draft> {
	const draft = await findDraft(db, actor, key);
	if (!draft) throw notFound();
	return draft;
}

/**
 * The draft for changing it, locked until the transaction ends. Authors and administrators. Throws Forbidden,
 * NotFound, and Conflict `authoring_changed_by`, naming who, when somebody has saved it since it was read.
 */
export async function lockDraft(tx: Tx, actor: Actor, seen: DraftSeen): Promise<Draft> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const [draft] = await tx
		.select()
		.from(trainingDraft)
		.where(sql`${trainingDraft.id}::text = ${seen.draftId}`)
		.for('update');
	if (!draft) throw notFound();
	if (draft.revision === seen.revision) return draft;
	const [who] = draft.updatedById
		? await tx.select({ name: person.name }).from(person).where(eq(person.id, draft.updatedById))
		: [];
	throw conflict('authoring_changed_by', { who: who?.name ?? '' });
}
