import { sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { hasRole, roleScope, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { idArray } from '../duty/sql-values.ts';

/**
 * Whose training somebody sees in overviews: authors everybody's, the desk and auditors that of their units. A condition
 * on a row `p` of people; undefined for everybody. Throws Forbidden for those who have no overview.
 */
export function seenPeople(actor: Actor): SQL | undefined {
	if (!can(actor, 'training.overview')) throw forbidden();
	if (actor.isSystem || hasRole(actor, 'author')) return undefined;
	const units: string[] = [];
	for (const role of ['agent', 'auditor', 'admin'] as const) {
		const scope = roleScope(actor, role);
		if (scope === null) return undefined;
		units.push(...scope);
	}
	return sql`p.unit_id = any(${idArray(units)})`;
}
