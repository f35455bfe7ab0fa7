import { sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { seenUnits } from '#lib/training/seen-units.ts';
import { idArray } from '../duty/sql-values.ts';

/**
 * Whose training somebody sees in overviews, by `seenUnits`, as a condition on a row `p` of people; undefined for everybody. Throws Forbidden for those who have no overview.
 */
export function seenPeople(actor: Actor): SQL | undefined {
	if (!can(actor, 'training.overview')) throw forbidden();
	const units = seenUnits(actor);
	return units === null ? undefined : sql`p.unit_id = any(${idArray(units)})`;
}
