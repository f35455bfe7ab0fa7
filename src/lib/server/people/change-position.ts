import { eq } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { lockPerson } from './person-in-scope.ts';
import { person } from './tables.ts';

/**
 * Writes the position that a person has from now on, in the caller's transaction. Administrators, and the portal when the
 * day of a move has come. Recorded as `person.changed`. Throws Forbidden, NotFound.
 */
export async function changePosition(
	tx: Tx,
	actor: Actor,
	input: { id: string; position: string },
	at: Date
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const before = await lockPerson(tx, actor, input.id);
	if (before.position === input.position) return;
	await tx
		.update(person)
		.set({ position: input.position, updatedAt: at })
		.where(eq(person.id, input.id));
	await recordAudit(tx, {
		actor,
		action: 'person.changed',
		noun: 'person',
		recordId: input.id,
		before,
		after: { ...before, position: input.position },
		at
	});
}
