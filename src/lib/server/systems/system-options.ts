import { asc, eq } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { RoleRisk, SystemKind } from '#lib/systems/system-kinds.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { informationSystem, systemRole } from './tables.ts';

export type RoleOption = {
	id: string;
	slug: string;
	name: string;
	description: string;
	risk: RoleRisk;
	ownerApproves: boolean;
	maxDays: number | null;
};

export type SystemOption = {
	id: string;
	slug: string;
	kind: SystemKind;
	name: string;
	roles: RoleOption[];
};

/** What one may ask a right in: systems in use with their roles, in the reader's language, by name. Open to all. */
export async function systemOptions(db: DbOrTx, locale: Locale): Promise<SystemOption[]> {
	const rows = await db
		.select({ system: informationSystem, role: systemRole })
		.from(systemRole)
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(eq(informationSystem.active, true))
		.orderBy(asc(systemRole.position), asc(systemRole.slug));
	const options = new Map<string, SystemOption>();
	for (const { system, role } of rows) {
		if (!role.active) continue;
		const option = options.get(system.id) ?? {
			id: system.id,
			slug: system.slug,
			kind: system.kind,
			name: localize(system.name, locale),
			roles: []
		};
		option.roles.push({
			id: role.id,
			slug: role.slug,
			name: localize(role.name, locale),
			description: localize(role.description, locale),
			risk: role.risk,
			ownerApproves: role.ownerApproves,
			maxDays: role.maxDays
		});
		options.set(system.id, option);
	}
	return [...options.values()].sort((a, b) => a.name.localeCompare(b.name, locale));
}
