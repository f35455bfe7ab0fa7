import { localeNames, locales } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { TEXT_PARTS, type TextPart } from '../text-gaps.ts';
import { textField } from './draft-form.ts';

/** What the parts of a notice's text are called on forms. */
export const textPartLabel: Record<TextPart, () => string> = {
	title: m.notice_writing_text_title,
	summary: m.notice_writing_text_summary,
	cannot: m.notice_writing_text_cannot,
	before: m.notice_writing_text_before,
	instead: m.notice_writing_text_instead,
	contact: m.notice_writing_text_contact
};

const others: Record<string, () => string> = {
	kind: m.notice_writing_kind,
	affected: m.notice_writing_affected,
	startsDay: m.notice_writing_starts_day,
	startsHour: m.notice_writing_starts_hour,
	endsDay: m.notice_writing_ends_day,
	endsHour: m.notice_writing_ends_hour,
	ownerId: m.notice_writing_owner,
	reminders: m.notice_writing_reminders,
	checks: m.notice_writing_checks,
	moduleKey: m.notice_writing_module,
	noModuleReason: m.notice_writing_no_module
};

/** The name of a field of a notice's form, a text with its language: "Russian, title". Undefined for no field of it. */
export function draftFieldName(field: string): string | undefined {
	for (const locale of locales) {
		const part = TEXT_PARTS.find((one) => textField(locale, one) === field);
		if (part) {
			return m.notice_writing_field_in({
				language: localeNames[locale],
				field: textPartLabel[part]()
			});
		}
	}
	return others[field]?.();
}
