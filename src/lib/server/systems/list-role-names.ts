import { eq, inArray } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { lowerFirst } from '#lib/i18n/lower-first.ts';
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
				name: `${localize(row.system, locale)} (${lowerFirst(localize(row.role, locale))})`,
				systemId: row.systemId
			}
		])
	);
}
