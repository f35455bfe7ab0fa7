import { sql } from 'drizzle-orm';
import type { ServiceGives } from '#lib/catalogue/service-definition.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { rightName } from '#lib/systems/right-name.ts';
import type { Db } from '#lib/server/db/client.ts';
import { heldItems, type HeldItem } from '#lib/server/equipment/items-of.ts';
import { heldSeats, type HeldSeat } from '#lib/server/software/seats-of.ts';
import { heldRights, type HeldRight } from '#lib/server/systems/rights-of.ts';

type Kind = 'right' | 'seat' | 'item';
type Held = { kind: string; record: unknown; personId: string };

/** What somebody asks for, told by what they have: rights beside a right, seats beside a seat. */
const kindOf: Partial<Record<ServiceGives, Kind>> = {
	account: 'right',
	group: 'right',
	right: 'right',
	seat: 'seat',
	item: 'item'
};

const holdingsOf = { right: heldRights, seat: heldSeats, item: heldItems };

/**
 * What these people have already of the kind that is asked for them, by name, in one query for all. The caller has
 * made sure that the reader decides about them. Gives a look-up; undefined for a kind that tells nothing.
 */
export async function listHoldings(
	db: Db,
	asked: readonly { personId: string; gives: ServiceGives }[],
	locale: Locale
): Promise<(personId: string, gives: ServiceGives) => string[] | undefined> {
	const wanted = new Set(
		asked.flatMap(({ personId, gives }) => (kindOf[gives] ? [`${kindOf[gives]}:${personId}`] : []))
	);
	const found = await findHeld(db, [...wanted]);
	const byKey = new Map<string, string[]>();
	for (const { kind, personId, record } of found) {
		const key = `${kind}:${personId}`;
		byKey.set(key, [...(byKey.get(key) ?? []), nameOf(kind, record, locale)]);
	}
	return (personId, gives) => {
		const kind = kindOf[gives];
		return (
			kind && (byKey.get(`${kind}:${personId}`) ?? []).sort((a, b) => a.localeCompare(b, locale))
		);
	};
}

async function findHeld(db: Db, keys: string[]): Promise<Held[]> {
	if (keys.length === 0) return [];
	const parts = keys.map((key) => {
		const [kind, personId = ''] = key.split(':');
		const held = kind ? holdingsOf[kind as Kind](db, personId) : undefined;
		return sql`select held.kind, held.record, ${personId}::text as "personId" from ${held} held`;
	});
	return [...(await db.execute<Held>(sql.join(parts, sql` union all `)))];
}

function nameOf(kind: string, record: unknown, locale: Locale): string {
	if (kind === 'right') {
		const right = record as HeldRight;
		return rightName(right.systemName, right.roleName, locale);
	}
	if (kind === 'seat') return (record as HeldSeat).productName;
	const item = record as HeldItem;
	return `${item.model}, ${item.inventoryNumber}`;
}
