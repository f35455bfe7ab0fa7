import type { LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the desk has to see to because of an item: a handover that was refused, a thing that somebody cannot find. */
export const EQUIPMENT_TASKS = [
	'handover_refused',
	'not_theirs',
	'cannot_find',
	'wants_to_return',
	'passed_on',
	'held_by_leaver',
	'wrong_place',
	'low_stock'
] as const;
export type EquipmentTaskKind = (typeof EQUIPMENT_TASKS)[number];

const WORDS = {
	handover_refused: m.acts_task_handover_refused,
	not_theirs: m.acts_task_not_theirs,
	cannot_find: m.acts_task_cannot_find,
	wants_to_return: m.acts_task_wants_to_return,
	passed_on: m.acts_task_passed_on,
	held_by_leaver: m.acts_task_held_by_leaver,
	wrong_place: m.acts_task_wrong_place,
	low_stock: m.acts_task_low_stock
} satisfies Record<EquipmentTaskKind, unknown>;

/** "Handover refused" */
export const taskWord = (kind: EquipmentTaskKind): string => WORDS[kind]();

/** The same in every language, for what people are told. */
export function taskWordIn(kind: EquipmentTaskKind): LocalizedText {
	const [et, ru, en] = (['et', 'ru', 'en'] as const).map((locale) => WORDS[kind]({}, { locale }));
	return { et: et ?? '', ru: ru ?? '', en: en ?? '' };
}
