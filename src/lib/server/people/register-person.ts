import { eq, type SQL } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person } from './tables.ts';

/** The facts about a person that a register entry is checked against. */
export type RegisterPerson = {
	id: string;
	name: string;
	unitId: string;
	placeId: string | null;
	status: 'active' | 'left';
};

/** What is done to somebody in a register: each has its own rule about whose people one may do it to. */
export type RegisterAct = 'equipment.move' | 'rights.grant' | 'seats.give' | 'people.plan_leave';

/**
 * The person to whom something is given or from whom it is taken back. Throws NotFound for an unknown person,
 * Forbidden when the actor may not do this to people of that unit.
 */
export async function getRegisterPerson(
	tx: Tx,
	actor: Actor,
	act: RegisterAct,
	personId: string
): Promise<RegisterPerson> {
	const [found] = await tx
		.select({
			id: person.id,
			name: person.name,
			unitId: person.unitId,
			placeId: person.placeId,
			status: person.status
		})
		.from(person)
		.where(eq(person.id, personId));
	if (!found) throw notFound();
	if (!can(actor, act, { unitId: found.unitId })) throw forbidden();
	return found;
}

/** The row's joined person is in a unit whose registers the reader keeps or audits. */
export function personInRegisterScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(person.unitId, units);
}
