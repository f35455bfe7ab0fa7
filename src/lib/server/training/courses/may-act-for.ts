import { eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';

/** Oneself, one's people, the staff one represents; authors and administrators everybody. Throws NotFound, Forbidden. */
export async function mustActFor(tx: Tx, actor: Actor, personId: string): Promise<void> {
	const [who] = await tx
		.select({ personId: person.id, unitId: person.unitId, managerId: person.managerId })
		.from(person)
		.where(eq(person.id, personId));
	if (!who) throw notFound();
	if (!can(actor, 'course.sign_up', who)) throw forbidden();
}
