import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { mustEdit } from './edit-scope.ts';
import { person } from './tables.ts';

/** The columns a change of a person is recorded with, and which a form's fingerprint covers. */
export const personColumns = {
	id: person.id,
	email: person.email,
	name: person.name,
	position: person.position,
	phone: person.phone,
	hasMailbox: person.hasMailbox,
	unitId: person.unitId,
	placeId: person.placeId,
	managerId: person.managerId,
	locale: person.locale,
	status: person.status,
	startsOn: person.startsOn,
	endsOn: person.endsOn
};

/**
 * The person about to be changed, locked until the transaction ends. Throws Forbidden when the actor is not an
 * administrator of that person's unit, NotFound for an unknown person.
 */
export async function lockPerson(tx: Tx, actor: Actor, id: string) {
	const [found] = await tx
		.select(personColumns)
		.from(person)
		.where(eq(person.id, id))
		.for('update');
	if (!found) throw notFound();
	mustEdit(actor, [found.unitId]);
	return found;
}
