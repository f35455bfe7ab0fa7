import { roleScope, type Actor } from './actor.ts';

/** Units in which the person may read the registers (desk, administrators, auditors): null everywhere. */
export function registerScope(actor: Actor): string[] | null {
	if (actor.isSystem) return null;
	const scopes = (['agent', 'admin', 'auditor'] as const).map((role) => roleScope(actor, role));
	if (scopes.includes(null)) return null;
	return [...new Set(scopes.flatMap((units) => units ?? []))];
}

/** Whose things they are: the facts that decide who may see them. */
export type ThingsOwner = { personId: string; unitId: string; managerId: string | null };

/**
 * What somebody holds is seen by the person, the line manager, the representative of the unit, and whoever
 * reads the registers of that unit.
 */
export function mayReadThingsOf(actor: Actor, owner: ThingsOwner): boolean {
	if (owner.personId === actor.personId || owner.managerId === actor.personId) return true;
	if (actor.representsUnitIds.includes(owner.unitId)) return true;
	const scope = registerScope(actor);
	return scope === null || scope.includes(owner.unitId);
}
