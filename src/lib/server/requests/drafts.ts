import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { findServiceId } from '#lib/server/catalogue/find-service-id.ts';
import { notFound } from '#lib/errors.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { notePractised } from '#lib/server/training/reading/practised.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { requestDraft } from './tables.ts';

export type DraftValues = Record<string, string | string[]>;
export type Draft = { values: DraftValues; updatedAt: Date };

const MOST_LETTERS = 200_000;

/** Keeps a half-filled form as it was typed; one per person and service. Own record: nothing is audited. */
export async function saveDraft(
	db: Db,
	actor: Actor,
	input: { slug: string; values: DraftValues },
	clock: Clock = systemClock
): Promise<Date> {
	const serviceId = await findServiceId(db, input.slug);
	if (!serviceId || JSON.stringify(input.values).length > MOST_LETTERS) throw notFound();
	const updatedAt = clock.now();
	const kept = db
		.insert(requestDraft)
		.values({ id: newId(), personId: actor.personId, serviceId, values: input.values, updatedAt })
		.onConflictDoUpdate({
			target: [requestDraft.personId, requestDraft.serviceId],
			set: { values: input.values, updatedAt }
		});
	await Promise.all([kept, notePractised(db, actor, 'draft.saved', clock)]);
	return updatedAt;
}

/** One's own unsent form of a service, or undefined. */
export async function findDraft(db: Db, actor: Actor, slug: string): Promise<Draft | undefined> {
	const serviceId = await findServiceId(db, slug);
	if (!serviceId) return undefined;
	const [draft] = await db
		.select({ values: requestDraft.values, updatedAt: requestDraft.updatedAt })
		.from(requestDraft)
		.where(ownDraft(actor, serviceId));
	return draft;
}

/** Throws one's own unsent form away. */
export async function dropDraft(db: Db, actor: Actor, slug: string): Promise<void> {
	const serviceId = await findServiceId(db, slug);
	if (serviceId) await db.delete(requestDraft).where(ownDraft(actor, serviceId));
}

const ownDraft = (actor: Actor, serviceId: string) =>
	and(eq(requestDraft.personId, actor.personId), eq(requestDraft.serviceId, serviceId));
