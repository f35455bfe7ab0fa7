import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustEdit } from './edit-scope.ts';
import { holdActive, isUnitOpen } from './still-there.ts';
import { representative } from './tables.ts';

/**
 * Appoints a person to ask, follow and confirm for the staff of a unit and of the units below it.
 * Administrators of the unit. Recorded as `representative.appointed`.
 *
 * Throws Forbidden; Invalid `people_person_gone` at `personId`, `people_unit_closed` at `unitId`; Conflict
 * `people_already_representative`.
 */
export async function appointRepresentative(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string; unitId: string },
	clock: Clock = systemClock
): Promise<{ id: string }> {
	mustEdit(actor, [input.unitId]);
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const name = await holdActive(tx, input.personId);
		if (name === undefined) throw invalid({ personId: ['people_person_gone'] });
		if (!(await isUnitOpen(tx, input.unitId))) throw invalid({ unitId: ['people_unit_closed'] });
		const row = { id: newId(), personId: input.personId, unitId: input.unitId, createdAt: at };
		const made = await tx
			.insert(representative)
			.values(row)
			.onConflictDoNothing()
			.returning({ id: representative.id });
		if (made.length === 0) throw conflict('people_already_representative', { person: name });
		await recordAudit(tx, {
			actor,
			action: 'representative.appointed',
			noun: 'representative',
			recordId: row.id,
			after: row,
			at
		});
		return { id: row.id };
	});
}

/**
 * Ends an appointment. Administrators of the unit. Recorded as `representative.ended`. Throws Forbidden; NotFound.
 */
export async function endRepresentation(
	db: DbOrTx,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [row] = await tx
			.delete(representative)
			.where(eq(representative.id, input.id))
			.returning();
		if (!row) throw notFound();
		mustEdit(actor, [row.unitId]);
		await recordAudit(tx, {
			actor,
			action: 'representative.ended',
			noun: 'representative',
			recordId: row.id,
			before: row,
			at
		});
	});
}
