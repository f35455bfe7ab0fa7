import { and, eq, type SQL } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { RoleRisk } from '#lib/systems/system-kinds.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { informationSystem, systemRole } from './tables.ts';

/** A role with the system it belongs to. */
export type RoleFacts = {
	id: string;
	slug: string;
	name: LocalizedText;
	risk: RoleRisk;
	ownerApproves: boolean;
	maxDays: number | null;
	active: boolean;
	systemId: string;
	systemSlug: string;
	systemName: LocalizedText;
	/** Resolves the approval rule `system_owner`. */
	ownerId: string | null;
};

async function find(db: DbOrTx, where: SQL | undefined): Promise<RoleFacts | undefined> {
	const [role] = await db
		.select({
			id: systemRole.id,
			slug: systemRole.slug,
			name: systemRole.name,
			risk: systemRole.risk,
			ownerApproves: systemRole.ownerApproves,
			maxDays: systemRole.maxDays,
			active: systemRole.active,
			systemActive: informationSystem.active,
			systemId: informationSystem.id,
			systemSlug: informationSystem.slug,
			systemName: informationSystem.name,
			ownerId: informationSystem.ownerId
		})
		.from(systemRole)
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(where);
	if (!role) return undefined;
	const { systemActive, ...facts } = role;
	return { ...facts, active: facts.active && systemActive };
}

/** A role by id, with its system; undefined when there is none. `active` counts the system too. */
export const findRole = (db: DbOrTx, roleId: string) => find(db, eq(systemRole.id, roleId));

/** A role by the slugs that service definitions use. */
export const findRoleBySlug = (db: DbOrTx, systemSlug: string, roleSlug: string) =>
	find(db, and(eq(informationSystem.slug, systemSlug), eq(systemRole.slug, roleSlug)));
