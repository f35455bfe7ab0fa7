import { and, eq, inArray, isNull } from 'drizzle-orm';
import { invalid, type FieldIssues } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { item } from './tables.ts';

type Named = { responsibleId?: string | null; contactId?: string | null };

/** The people whom items name are there. Throws Invalid at `responsibleId` or `contactId`. */
export async function mustBePeople(tx: Tx, items: readonly Named[]): Promise<void> {
	const ids = [
		...new Set(items.flatMap((one) => [one.responsibleId ?? [], one.contactId ?? []]).flat())
	];
	if (ids.length === 0) return;
	const found = await tx.select({ id: person.id }).from(person).where(inArray(person.id, ids));
	const known = new Set(found.map(({ id }) => id));
	const issues: FieldIssues = {};
	for (const { responsibleId, contactId } of items) {
		if (responsibleId && !known.has(responsibleId)) issues.responsibleId = ['errors_choose'];
		if (contactId && !known.has(contactId)) issues.contactId = ['errors_choose'];
	}
	if (Object.keys(issues).length > 0) throw invalid(issues);
}

/**
 * The items that others are built into, by number in capitals. Throws Invalid `equipment_part_unknown` at `partOf` for a
 * number that is not in the registers the actor keeps.
 */
export async function partByNumber(
	tx: Tx,
	actor: Actor,
	numbers: readonly string[]
): Promise<Map<string, string>> {
	const wanted = [...new Set(numbers.map((number) => number.trim().toUpperCase()))];
	if (wanted.length === 0) return new Map();
	const found = await tx
		.select({
			id: item.id,
			number: item.inventoryNumber,
			unitId: item.unitId,
			holderUnitId: person.unitId
		})
		.from(item)
		.leftJoin(person, eq(person.id, item.holderId))
		.where(and(isNull(item.withdrawnAt), inArray(item.inventoryNumber, wanted)));
	const scope = registerScope(actor);
	const seen = found.filter(({ unitId, holderUnitId }) => {
		const owner = holderUnitId ?? unitId;
		return scope === null || !owner || scope.includes(owner);
	});
	if (seen.length < wanted.length) throw invalid({ partOf: ['equipment_part_unknown'] });
	return new Map(seen.map(({ id, number }) => [number, id]));
}

/** Nothing is built into itself, however many lie between. Throws Invalid `equipment_part_of_itself`. */
export async function mustBeApart(tx: Tx, itemId: string, partOfId: string): Promise<void> {
	const seen = new Set([itemId]);
	for (let id: string | null = partOfId; id;) {
		if (seen.has(id)) throw invalid({ partOf: ['equipment_part_of_itself'] });
		seen.add(id);
		const [above]: { partOfId: string | null }[] = await tx
			.select({ partOfId: item.partOfId })
			.from(item)
			.where(eq(item.id, id));
		id = above?.partOfId ?? null;
	}
}
