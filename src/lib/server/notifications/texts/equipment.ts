import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of acts that wait for a name, of stock-takes, and of the desk's tasks about equipment. */
export const equipmentTexts: KindTexts<'act' | 'equipment' | 'stock_take'> = {
	'act.to_sign': {
		line: m.notifications_line_act_to_sign,
		subject: m.notifications_subject_act_to_sign
	},
	'act.reminder': {
		line: m.notifications_line_act_reminder,
		subject: m.notifications_subject_act_reminder
	},
	'act.refused': {
		line: m.notifications_line_act_refused,
		subject: m.notifications_subject_act_refused
	},
	'equipment.asked': {
		line: m.notifications_line_equipment_asked,
		subject: m.notifications_subject_equipment_asked
	},
	'equipment.asked_reminder': {
		line: m.notifications_line_equipment_asked_reminder,
		subject: m.notifications_subject_equipment_asked_reminder
	},
	'equipment.task': {
		line: m.notifications_line_equipment_task,
		subject: m.notifications_subject_equipment_task
	},
	'stock_take.began': {
		line: m.notifications_line_stock_take_began,
		subject: m.notifications_subject_stock_take_began
	}
};
