import { inArray } from 'drizzle-orm';
import { notFound, forbidden } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';

type LearnerPermission =
	'training.read_person' | 'training.assign' | 'training.waive' | 'training.count';

/** Somebody whose training is looked at or changed. */
export type Learner = { personId: string; name: string; unitId: string; managerId: string | null };

/**
 * These people, when the actor may do this to all of them. Throws NotFound for an id that is nobody's, Forbidden when
 * one of them is not theirs.
 */
export async function getLearners(
	db: DbOrTx,
	actor: Actor,
	permission: LearnerPermission,
	personIds: readonly string[]
): Promise<Learner[]> {
	const ids = [...new Set(personIds)];
	if (!ids.every(isId)) throw notFound();
	const found = await db
		.select({
			personId: person.id,
			name: person.name,
			unitId: person.unitId,
			managerId: person.managerId
		})
		.from(person)
		.where(inArray(person.id, ids));
	if (found.length < ids.length) throw notFound();
	if (!found.every((learner) => can(actor, permission, learner))) throw forbidden();
	return found;
}
