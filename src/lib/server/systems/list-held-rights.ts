import { and, eq, inArray, isNull } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { accessRight, informationSystem, systemRole } from './tables.ts';

/** A right as a form names it, with whose it is. */
export type NamedRight = { id: string; name: string; role: string; holderId: string };

async function rights(
	db: DbOrTx,
	where: ReturnType<typeof and>,
	locale: Locale
): Promise<NamedRight[]> {
	const rows = await db
		.select({
			id: accessRight.id,
			system: informationSystem.name,
			role: systemRole.name,
			holderId: accessRight.personId
		})
		.from(accessRight)
		.innerJoin(systemRole, eq(systemRole.id, accessRight.roleId))
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(where);
	return rows.map(({ id, system, role, holderId }) => ({
		...{ id, holderId },
		name: localize(system, locale),
		role: localize(role, locale)
	}));
}

/** Rights by their ids, also those that have ended. */
export async function listRightsById(
	db: DbOrTx,
	ids: readonly string[],
	locale: Locale
): Promise<NamedRight[]> {
	return ids.length === 0 ? [] : rights(db, and(inArray(accessRight.id, [...ids])), locale);
}

/** The rights that somebody may give back, by name. The caller has made sure that the reader may see them. */
export async function rightsToGiveBack(
	db: DbOrTx,
	personId: string,
	locale: Locale
): Promise<NamedRight[]> {
	const theirs = and(eq(accessRight.personId, personId), isNull(accessRight.endedAt));
	const found = await rights(db, theirs, locale);
	const order = new Intl.Collator(locale);
	return found.sort((a, b) => order.compare(a.name, b.name) || order.compare(a.role, b.role));
}
