import { formatDayNumeric, formatTime } from '$lib/format/dates.ts';
import { locales } from '$lib/i18n/localized.ts';
import { TEXT_PARTS } from '$lib/notices/text-gaps.ts';
import { textField } from '$lib/notices/writing/draft-form.ts';
import type { Draft } from '$lib/server/notices/writing/get-draft.ts';

type Values = Record<string, string | string[]>;

/** A notice as its form's fields say it. */
export function draftValues(
	draft: Omit<Draft, 'createdById' | 'id' | 'number' | 'state' | 'affected'>
): Values {
	const { startsAt, plannedEndAt } = draft;
	const day = (moment: Date | null) => (moment ? formatDayNumeric(moment) : '');
	const hour = (moment: Date | null) => (moment ? formatTime(moment, 'et') : '');
	const texts = locales.flatMap((locale) =>
		TEXT_PARTS.map((part) => [textField(locale, part), draft.texts[locale]?.[part] ?? ''])
	);
	const ticked = (['asksAcknowledgement', 'asksIfWorks', 'isPublic'] as const).filter(
		(field) => draft[field]
	);
	return {
		...(Object.fromEntries(texts) as Values),
		...Object.fromEntries(ticked.map((field) => [field, 'yes'])),
		kind: draft.kind,
		revision: String(draft.revision),
		startsDay: day(startsAt),
		startsHour: hour(startsAt),
		endsDay: day(plannedEndAt),
		endsHour: hour(plannedEndAt),
		ownerId: draft.ownerId,
		ownerId_text: draft.ownerName,
		reminders: draft.reminders.map(String),
		checks: draft.checks.join('\n'),
		moduleKey: draft.moduleKey ?? '',
		noModuleReason: draft.noModuleReason ?? ''
	};
}
