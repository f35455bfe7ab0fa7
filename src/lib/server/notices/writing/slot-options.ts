import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { SlotType, TemplateSlot } from '#lib/notices/notice-template.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listPlaceOptions } from '#lib/server/people/list-places.ts';
import { productOptions } from '#lib/server/software/product-options.ts';
import { systemOptions } from '#lib/server/systems/system-options.ts';

/** One thing to choose for a slot. */
export type SlotOption = { value: string; label: string; detail?: string };

/** What may be chosen for the slots of a template that name something in a register, by the slot's type. */
export async function slotOptions(
	db: DbOrTx,
	slots: readonly TemplateSlot[],
	locale: Locale
): Promise<Partial<Record<SlotType, SlotOption[]>>> {
	const wants = (type: SlotType) => slots.some((slot) => slot.type === type);
	const [systems, products, places] = await Promise.all([
		wants('system') ? systemOptions(db, locale) : [],
		wants('software') ? productOptions(db, locale) : [],
		wants('place') ? listPlaceOptions(db, locale) : []
	]);
	return {
		system: systems.map(({ id, name }) => ({ value: id, label: name })),
		software: products.map(({ id, name, vendor }) => ({ value: id, label: name, detail: vendor })),
		place: places.map(({ id, name, address }) => ({ value: id, label: name, detail: address }))
	};
}

/** The options of a `choice` in the reader's language: posted by their number. */
export const choiceOptions = (slot: TemplateSlot, locale: Locale): SlotOption[] =>
	(slot.options ?? []).map((text, n) => ({ value: String(n), label: localize(text, locale) }));
