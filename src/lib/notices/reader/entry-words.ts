import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { UpdateKind } from '../update-kinds.ts';
import { onMoment } from './when-text.ts';

const words: Record<UpdateKind, () => string> = {
	announced: m.notices_entry_announced,
	reminded: m.notices_entry_reminded,
	started: m.notices_entry_started,
	news: m.notices_entry_news,
	rescheduled: m.notices_entry_rescheduled,
	extended: m.notices_entry_extended,
	end_passed: m.notices_entry_end_passed,
	overrun: m.notices_entry_overrun,
	partly: m.notices_entry_partly,
	restored: m.notices_entry_restored,
	rolled_back: m.notices_entry_rolled_back,
	reopened: m.notices_entry_reopened,
	cancelled: m.notices_entry_cancelled,
	report: m.notices_entry_report,
	text_changed: m.notices_entry_text_changed,
	// Entries of the desk alone never come here; the kinds must be whole all the same.
	closed: m.notices_entry_other,
	nudged: m.notices_entry_other,
	escalated: m.notices_entry_other,
	joined: m.notices_entry_other,
	affected_changed: m.notices_entry_other,
	asked: m.notices_entry_other,
	answered: m.notices_entry_other,
	check_done: m.notices_entry_other
};

/** An entry of the timeline as its readers hear it: "Uus lõpuaeg: täna kell 19.30". */
export function entryWords(
	{ kind, facts }: { kind: UpdateKind; facts: Record<string, string | number | null> },
	locale: Locale,
	now: Date
): string {
	const moment = (fact: string | number | null | undefined) =>
		typeof fact === 'string' ? onMoment(new Date(fact), locale, now) : undefined;
	const starts = kind === 'rescheduled' ? moment(facts.startsAt) : undefined;
	if (starts) return m.notices_entry_rescheduled_to({ when: starts });
	const ends = kind === 'extended' ? moment(facts.plannedEndAt) : undefined;
	return ends ? m.notices_entry_extended_to({ when: ends }) : words[kind]();
}
