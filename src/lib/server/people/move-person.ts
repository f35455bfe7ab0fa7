import { and, eq, isNotNull, ne } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { mustEdit } from './edit-scope.ts';
import { lockPerson } from './person-in-scope.ts';
import { mustBeFresh } from './stale-form.ts';
import { circular, lockStructure } from './structure-tree.ts';
import { findActive, isUnitOpen } from './still-there.ts';
import { person, place } from './tables.ts';

/** Where a person stands in the structure. */
export type Standing = { unitId: string; placeId: string | null; managerId: string | null };

/**
 * Moves a person to another unit, place or line manager. Administrators of both units. Requests already filed
 * keep the unit they were filed in. Recorded as `person.moved`.
 *
 * Throws Forbidden; NotFound; Invalid at `unitId`, `placeId` or `managerId` when one does not exist, is closed
 * or has left, and `people_manager_circle` when the manager would answer to the person; Conflict
 * `people_changed_meanwhile`.
 */
export async function movePerson(
	db: DbOrTx,
	actor: Actor,
	input: Standing & { id: string; seen?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const at = clock.now();
	const standing = { unitId: input.unitId, placeId: input.placeId, managerId: input.managerId };
	await withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const before = await lockPerson(tx, actor, input.id);
		mustEdit(actor, [input.unitId]);
		await mustBeFresh(tx, actor, 'person', before, input.seen);
		await mustFit(tx, input.id, standing);
		await tx
			.update(person)
			.set({ ...standing, updatedAt: at })
			.where(eq(person.id, input.id));
		await recordAudit(tx, {
			actor,
			action: 'person.moved',
			noun: 'person',
			recordId: input.id,
			before: { unitId: before.unitId, placeId: before.placeId, managerId: before.managerId },
			after: standing,
			at
		});
	});
}

/**
 * Checks that a standing is possible: unit and place are open, the manager is active and does not answer to the
 * person. Call it with the structure locked. Throws Invalid at each field.
 */
export async function mustFit(tx: Tx, personId: string, standing: Standing): Promise<void> {
	const issues: Record<string, string[]> = {};
	if (!(await isUnitOpen(tx, standing.unitId))) issues.unitId = ['people_unit_closed'];
	if (standing.placeId) {
		const [seat] = await tx
			.select({ active: place.active })
			.from(place)
			.where(eq(place.id, standing.placeId));
		if (!seat?.active) issues.placeId = ['people_place_closed'];
	}
	if (standing.managerId) {
		const problem = await managerProblem(tx, personId, standing.managerId);
		if (problem) issues.managerId = [problem];
	}
	if (Object.keys(issues).length > 0) throw invalid(issues);
}

async function managerProblem(tx: Tx, id: string, managerId: string): Promise<string | undefined> {
	if (!(await findActive(tx, managerId))) return 'people_manager_gone';
	const links = await tx
		.select({ id: person.id, parentId: person.managerId })
		.from(person)
		.where(and(isNotNull(person.managerId), ne(person.id, id)));
	return circular([...links, { id, parentId: managerId }]).has(id)
		? 'people_manager_circle'
		: undefined;
}
