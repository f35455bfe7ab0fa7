import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { afterEvent, type ItemEvent, type MoveRefusal } from '#lib/equipment/item-states.ts';
import { notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** What was found for something that was scanned or typed. */
export type LookedUp = {
	typed: string;
	item: {
		id: string;
		inventoryNumber: string;
		category: string;
		categoryName: LocalizedText;
		model: string;
		holderName: string | null;
		warrantyUntil: string | null;
		/** Why this cannot happen to it now. */
		refusal: { key: MoveRefusal; details: Record<string, string> } | null;
	} | null;
};

/** Of a scanned label the address of the thing counts by its last part. */
const wordOf = (typed: string): string =>
	typed
		.trim()
		.split(/[/?#=]/)
		.findLast(Boolean) ?? '';

/**
 * Finds items by what is on their labels, in any case: the inventory number, the town's own tag, the serial number, or the
 * address in the QR code. Says of each whether the event can happen to it now. Only the desk; things of other units are
 * not found. Throws NotFound to others.
 */
export async function lookUpItems(
	db: DbOrTx,
	actor: Actor,
	typed: readonly string[],
	event: ItemEvent
): Promise<LookedUp[]> {
	if (!can(actor, 'equipment.move')) throw notFound();
	const words = typed.map(wordOf);
	const upper = words.map((word) => word.toUpperCase());
	const lower = words.map((word) => word.toLowerCase()).filter(Boolean);
	const rows = await db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			ownTag: item.ownTag,
			serial: item.serial,
			category: item.category,
			categoryName: itemCategory.name,
			model: item.model,
			state: item.state,
			room: item.room,
			heldSince: item.heldSince,
			beforeProposal: item.beforeProposal,
			warrantyUntil: item.warrantyUntil,
			holderName: person.name,
			scopeUnitId: sql<string | null>`coalesce(${person.unitId}, ${item.unitId})`
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(person, eq(person.id, item.holderId))
		.where(
			and(
				isNull(item.withdrawnAt),
				or(
					inArray(item.id, words.filter(isId)),
					inArray(item.inventoryNumber, upper),
					and(sql`${item.ownTag} <> ''`, inArray(sql`lower(${item.ownTag})`, lower)),
					and(sql`${item.serial} <> ''`, inArray(sql`lower(${item.serial})`, lower))
				)
			)
		);
	const scope = registerScope(actor);
	const seen = rows.filter(
		({ scopeUnitId }) => scope === null || scopeUnitId === null || scope.includes(scopeUnitId)
	);
	return typed.map((said, n) => {
		const word = (words[n] ?? '').toLowerCase();
		const found = seen.find((row) =>
			[row.id, row.inventoryNumber, row.ownTag, row.serial].some(
				(text) => text !== '' && text.toLowerCase() === word
			)
		);
		if (!found) return { typed: said, item: null };
		const after = afterEvent(found, event);
		const { id, inventoryNumber, category, categoryName, model, holderName, warrantyUntil } = found;
		const details = { number: inventoryNumber, holder: holderName ?? found.room };
		const refusal = after.ok ? null : { key: after.because, details };
		const shown = { id, inventoryNumber, category, categoryName, model, holderName, warrantyUntil };
		return { typed: said, item: { ...shown, refusal } };
	});
}
