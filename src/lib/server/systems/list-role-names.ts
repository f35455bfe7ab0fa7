import { eq, inArray } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { rightName } from '#lib/systems/right-name.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { informationSystem, systemRole } from './tables.ts';

/** "Dokumendihaldus (vaatan andmeid)" by role id, with the system the role belongs to. */
export async function listRoleNames(
	db: DbOrTx,
	roleIds: string[],
	locale: Locale
): Promise<Map<string, { name: string; systemId: string }>> {
	if (roleIds.length === 0) return new Map();
	const rows = await db
		.select({
			id: systemRole.id,
			systemId: informationSystem.id,
			role: systemRole.name,
			system: informationSystem.name
		})
		.from(systemRole)
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(inArray(systemRole.id, roleIds));
	return new Map(
		rows.map((row) => [
			row.id,
			{
				name: rightName(row.system, row.role, locale),
				systemId: row.systemId
			}
		])
	);
}
