import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { Actor, Role } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustEdit } from './edit-scope.ts';
import { mustLeaveAnAdmin } from './last-admin.ts';
import { holdActive, isUnitOpen } from './still-there.ts';
import { lockStructure } from './structure-tree.ts';
import { roleGrant } from './tables.ts';

export type GrantRoleInput = {
	personId: string;
	role: Role;
	/** The role holds in this unit and below it; everywhere when null. */
	unitId: string | null;
};

/**
 * Gives a person a role, everywhere or within one unit. Administrators, never beyond where their own role
 * reaches. Recorded as `role.granted`.
 *
 * Throws Forbidden; Invalid `people_person_gone` at `personId`, `people_unit_closed` at `unitId`; Conflict
 * `people_role_held`.
 */
export async function grantRole(
	db: DbOrTx,
	actor: Actor,
	input: GrantRoleInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'roles.grant')) throw forbidden();
	mustEdit(actor, [input.unitId]);
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const name = await holdActive(tx, input.personId);
		if (name === undefined) throw invalid({ personId: ['people_person_gone'] });
		if (input.unitId && !(await isUnitOpen(tx, input.unitId)))
			throw invalid({ unitId: ['people_unit_closed'] });
		const row = { id: newId(), ...input, createdAt: at };
		const made = await tx
			.insert(roleGrant)
			.values(row)
			.onConflictDoNothing()
			.returning({ id: roleGrant.id });
		if (made.length === 0) throw conflict('people_role_held', { person: name });
		await recordAudit(tx, {
			actor,
			action: 'role.granted',
			noun: 'role',
			recordId: row.id,
			after: row,
			at
		});
		return { id: row.id };
	});
}

/**
 * Takes a role away; it stops working with the person's next page. Administrators, never beyond where their own
 * role reaches. Recorded as `role.revoked`. Throws Forbidden; NotFound; Conflict `people_last_admin`.
 */
export async function revokeRole(
	db: DbOrTx,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'roles.grant')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const [row] = await tx.delete(roleGrant).where(eq(roleGrant.id, input.id)).returning();
		if (!row) throw notFound();
		mustEdit(actor, [row.unitId]);
		if (row.role === 'admin') await mustLeaveAnAdmin(tx);
		await recordAudit(tx, {
			actor,
			action: 'role.revoked',
			noun: 'role',
			recordId: row.id,
			before: row,
			at
		});
	});
}
