import type { ItemCategory } from '#lib/equipment/item-states.ts';

/** What an item is, apart from where it is and who has it: what its form edits. */
export type ItemFacts = {
	id: string;
	category: ItemCategory;
	model: string;
	serial: string;
	unitId: string | null;
	boughtOn: string | null;
	warrantyUntil: string | null;
	note: string;
};

/** Picks these facts: a handover between opening and sending a form does not make the form stale. */
export function itemFacts(record: ItemFacts): ItemFacts {
	const { id, category, model, serial, unitId, boughtOn, warrantyUntil, note } = record;
	return { id, category, model, serial, unitId, boughtOn, warrantyUntil, note };
}
