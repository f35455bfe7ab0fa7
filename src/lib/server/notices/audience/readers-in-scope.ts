import { sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { seenUnits } from '#lib/training/seen-units.ts';
import { person } from '#lib/server/people/tables.ts';

/**
 * Whose rows of a ledger somebody sees by name, as a condition on rows `r` of notice_reader: authors everybody's, the
 * desk and auditors those of people in their units. Throws Forbidden for who reads no notices of the desk.
 */
export function readersInScope(actor: Actor): SQL {
	if (!can(actor, 'notices.read')) throw forbidden();
	const units = seenUnits(actor);
	if (units === null) return sql`true`;
	return sql`exists (select from ${person} s
		where s.id = r.person_id and s.unit_id = any(${`{${units.join(',')}}`}::uuid[]))`;
}
