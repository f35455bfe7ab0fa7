import { inArray } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import { formatNumber } from '#lib/requests/request-number.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listItemNames } from '#lib/server/equipment/list-item-names.ts';
import { listPersonNames, listPlaceNames, listUnitNames } from '#lib/server/people/list-names.ts';
import { listProductNames } from '#lib/server/software/list-product-names.ts';
import { listRoleNames } from '#lib/server/systems/list-role-names.ts';
import { serviceRequest } from '../tables.ts';

/**
 * What records are called, by id: requests by number, people, units, places, items, programs and roles of systems by
 * name. A record of another kind, or one that is gone, is absent. For readers of the audit log, who may read every
 * record; each register is asked at most once, and only when it occurs.
 */
export async function listRecordNames(
	db: DbOrTx,
	records: readonly { noun: string; recordId: string }[],
	locale: Locale
): Promise<Map<string, string>> {
	const ids = (...nouns: string[]) => [
		...new Set(
			records
				.filter(({ noun, recordId }) => nouns.includes(noun) && isId(recordId))
				.map(({ recordId }) => recordId)
		)
	];
	const [requests, people, units, places, items, products, roles] = await Promise.all([
		listRequestNumbers(db, ids('request')),
		listPersonNames(db, ids('person', 'session', 'people')),
		listUnitNames(db, ids('unit'), locale),
		listPlaceNames(db, ids('place'), locale),
		listItemNames(db, ids('item')),
		listProductNames(db, ids('product')),
		listRoleNames(db, ids('system_role'), locale)
	]);
	const named = <T>(found: Map<string, T>, say: (one: T) => string) =>
		[...found].map(([id, one]) => [id, say(one)] as const);
	return new Map([
		...requests,
		...people,
		...units,
		...places,
		...named(items, ({ name }) => name),
		...products,
		...named(roles, ({ name }) => name)
	]);
}

async function listRequestNumbers(db: DbOrTx, ids: string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: serviceRequest.id, number: serviceRequest.number })
		.from(serviceRequest)
		.where(inArray(serviceRequest.id, ids));
	return new Map(rows.map(({ id, number }) => [id, formatNumber(number)]));
}
