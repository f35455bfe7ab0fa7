import { hasRole, roleScope, type Actor } from '#lib/people/actor.ts';

/**
 * Of which units somebody with `training.overview` sees the people's training, in overviews and as evidence: authors
 * everybody's (null), the desk and auditors that of their units. Pure.
 */
export function seenUnits(actor: Actor): string[] | null {
	if (actor.isSystem || hasRole(actor, 'author')) return null;
	const units = new Set<string>();
	for (const role of ['agent', 'auditor', 'admin'] as const) {
		const scope = roleScope(actor, role);
		if (scope === null) return null;
		for (const unit of scope) units.add(unit);
	}
	return [...units];
}
