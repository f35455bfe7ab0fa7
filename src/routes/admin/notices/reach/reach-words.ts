import { formatDay, formatTime } from '$lib/format/dates.ts';
import { localize, type Locale, type LocalizedText } from '$lib/i18n/localized.ts';
import { howWord } from '$lib/notices/how-words.ts';
import { noticeNumberText } from '$lib/notices/notice-words.ts';
import type { DraftReach } from '$lib/notices/writing/draft-reach.ts';
import { m } from '$lib/paraglide/messages.js';
import type { HonestDuration } from '$lib/server/notices/joins/honest-duration.ts';
import type { DraftPreview } from '$lib/server/notices/writing/preview-draft.ts';

/** A preview in the words of the reader's language. */
export function reachWords(preview: DraftPreview, locale: Locale, now: Date): DraftReach {
	const { audience, lead, freezes, conflicts, duration } = preview;
	const name = (text: LocalizedText | string | null) =>
		text === null ? '' : typeof text === 'string' ? text : localize(text, locale);
	const warnings: string[] = [];
	if (lead.inTime === false && lead.latestAt) {
		const latest = `${formatDay(lead.latestAt, locale, 'on', now)}, ${formatTime(lead.latestAt, locale)}`;
		warnings.push(m.notice_writing_warn_late({ latest }));
	}
	for (const freeze of freezes) {
		if (freeze.exception === null)
			warnings.push(m.notice_writing_warn_freeze({ name: localize(freeze.name, locale) }));
	}
	for (const other of conflicts) {
		const number = noticeNumberText(other.number);
		warnings.push(m.notice_writing_warn_conflict({ number, thing: name(other.thing) }));
	}
	return {
		count: audience.count,
		groups: audience.groups.map((group) => ({
			name: name(group.name),
			how: howWord[group.how](),
			count: group.count
		})),
		overlap: audience.overlap,
		withoutMailbox: audience.withoutMailbox,
		warnings,
		duration: duration ? durationWords(duration, locale) : ''
	};
}

function durationWords(duration: HonestDuration, locale: Locale): string {
	const { count, basis, honestMinutes } = duration;
	const time = spanText(honestMinutes, locale);
	return basis === 'things'
		? m.notice_writing_duration_things({ count, time })
		: m.notice_writing_duration_kind({ count, time });
}

/** So many minutes, in hours from two hours on. */
function spanText(minutes: number, locale: Locale): string {
	const unit = minutes < 120 ? 'minute' : 'hour';
	const value = unit === 'hour' ? Math.ceil(minutes / 30) / 2 : minutes;
	return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
