import { forbidden } from '#lib/errors.ts';
import { roleScope, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';

/**
 * First line of every command that changes the structure: the actor is an administrator, and the role reaches
 * each of these units. `null` stands for the whole organisation, which only an administrator without limits
 * may change. Throws Forbidden.
 */
export function mustEdit(actor: Actor, unitIds: (string | null)[]): void {
	if (!can(actor, 'people.edit')) throw forbidden();
	if (!editsUnits(actor, unitIds)) throw forbidden('people_outside_your_units');
}

/** Whether an administrator's role reaches all of these units: what screens ask to hide a button. */
export function editsUnits(actor: Actor, unitIds: (string | null)[]): boolean {
	if (actor.isSystem) return true;
	const scope = roleScope(actor, 'admin');
	return scope === null || unitIds.every((unit) => unit !== null && scope.includes(unit));
}
