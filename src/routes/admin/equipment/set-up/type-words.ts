import type { OwnFieldType } from '$lib/equipment/own-fields.ts';
import { m } from '$lib/paraglide/messages.js';

/** What each type of an own field is called. */
export const typeWords: Record<OwnFieldType, () => string> = {
	text: m.equipment_type_text,
	number: m.equipment_type_number,
	date: m.equipment_type_date,
	yes_no: m.equipment_type_yes_no,
	choice: m.equipment_type_choice
};
