import { and, eq } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { RoleRisk } from '#lib/systems/system-kinds.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { informationSystem, systemRole } from './tables.ts';

export type SaveSystemRoleInput = {
	/** Absent for a new role. */
	id?: string;
	/** Fingerprint of the record when its form was opened. */
	seen?: string;
	systemId: string;
	/** Stays what it was when the role was made: service definitions name a role by it. */
	slug: string;
	name: LocalizedText;
	description: LocalizedText;
	risk?: RoleRisk;
	ownerApproves?: boolean;
	/** Longest validity of a right in days; null without limit. */
	maxDays?: number | null;
	position?: number;
	active?: boolean;
};

/**
 * Adds a role to a system, or changes one; rights that exist keep their days. Only the desk. Recorded as
 * `system_role.added` or `system_role.changed`. Throws Forbidden, NotFound, Invalid
 * `registers_slug_taken` at `slug`, Conflict when somebody else changed it since the form was opened.
 */
export async function saveSystemRole(
	db: DbOrTx,
	actor: Actor,
	input: SaveSystemRoleInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	const values = {
		name: input.name,
		description: input.description,
		risk: input.risk ?? 'low',
		ownerApproves: input.ownerApproves ?? true,
		maxDays: input.maxDays ?? null,
		position: input.position ?? 0,
		active: input.active ?? true
	};
	return withTransaction(db, async (tx) => {
		const id = input.id ?? newId();
		const [system] = await tx
			.select({ id: informationSystem.id })
			.from(informationSystem)
			.where(eq(informationSystem.id, input.systemId));
		const [before] = input.id
			? await tx
					.select()
					.from(systemRole)
					.where(and(eq(systemRole.id, id), eq(systemRole.systemId, input.systemId)))
					.for('update')
			: [];
		if (!system || (input.id && !before)) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'system_role', before, input.seen);
			await tx.update(systemRole).set(values).where(eq(systemRole.id, id));
		} else {
			const made = await tx
				.insert(systemRole)
				.values({ id, systemId: system.id, slug: input.slug, ...values })
				.onConflictDoNothing()
				.returning({ id: systemRole.id });
			if (made.length === 0) throw invalid({ slug: ['registers_slug_taken'] });
		}
		await recordAudit(tx, {
			actor,
			action: before ? 'system_role.changed' : 'system_role.added',
			noun: 'system_role',
			recordId: id,
			before,
			after: { slug: before?.slug ?? input.slug, systemId: system.id, ...values },
			at: clock.now()
		});
		return { id };
	});
}
