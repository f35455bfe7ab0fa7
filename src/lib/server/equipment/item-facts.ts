import type { item } from './tables.ts';

/** What an item is, apart from where it is and who has it: what its form edits. */
export type ItemFacts = Pick<
	typeof item.$inferSelect,
	| 'id'
	| 'category'
	| 'model'
	| 'serial'
	| 'ownTag'
	| 'machineUuid'
	| 'unitId'
	| 'responsibleId'
	| 'contactId'
	| 'partOfId'
	| 'supplier'
	| 'orderNumber'
	| 'priceCents'
	| 'boughtOn'
	| 'warrantyUntil'
	| 'lifeMonths'
	| 'note'
>;

/** Picks these facts: a handover between opening and sending a form does not make the form stale. */
export function itemFacts(record: ItemFacts): ItemFacts {
	const { id, category, model, serial, ownTag, machineUuid, unitId, responsibleId } = record;
	const { contactId, partOfId, supplier, orderNumber, priceCents } = record;
	const { boughtOn, warrantyUntil, lifeMonths, note } = record;
	return {
		...{ id, category, model, serial, ownTag, machineUuid, unitId, responsibleId },
		...{ contactId, partOfId, supplier, orderNumber, priceCents },
		...{ boughtOn, warrantyUntil, lifeMonths, note }
	};
}
