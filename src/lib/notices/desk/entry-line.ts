import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { onMoment } from '../reader/when-text.ts';
import { textFor, type LooseText } from '../notice-text.ts';
import type { UpdateKind } from '../update-kinds.ts';

/** What an entry of the timeline says, as far as the desk's page needs it. */
type EntryFacts = {
	kind: UpdateKind;
	texts: LooseText | null;
	facts: Record<string, string | number | null>;
};

type Parts = { note: string; when: string; people: string; count: number; works: boolean };

const LINES: Record<UpdateKind, (parts: Parts) => string> = {
	announced: ({ count }) => m.notice_desk_line_announced({ count }),
	reminded: () => m.notice_desk_line_reminded(),
	started: () => m.notice_desk_line_started(),
	news: ({ note }) => m.notice_desk_line_news({ note }),
	rescheduled: ({ when }) => m.notice_desk_line_rescheduled({ when }),
	extended: ({ when }) => m.notice_desk_line_extended({ when }),
	end_passed: () => m.notice_desk_line_end_passed(),
	overrun: () => m.notice_desk_line_overrun(),
	partly: ({ note }) => m.notice_desk_line_partly({ note }),
	restored: ({ note }) => m.notice_desk_line_restored({ note }),
	rolled_back: ({ note }) => m.notice_desk_line_rolled_back({ note }),
	reopened: ({ note }) => m.notice_desk_line_reopened({ note }),
	cancelled: ({ note }) => m.notice_desk_line_cancelled({ note }),
	report: () => m.notice_desk_line_report(),
	closed: () => m.notice_desk_line_closed(),
	nudged: ({ people }) => m.notice_desk_line_nudged({ people }),
	escalated: ({ people }) => m.notice_desk_line_escalated({ people }),
	joined: () => m.notice_desk_line_joined(),
	text_changed: () => m.notice_desk_line_text_changed(),
	affected_changed: () => m.notice_desk_line_affected_changed(),
	asked: ({ people }) => m.notice_desk_line_asked({ people }),
	answered: ({ people, works }) =>
		works
			? m.notice_desk_line_works({ who: people })
			: m.notice_desk_line_works_not({ who: people }),
	check_done: ({ note, works }) =>
		works ? m.notice_desk_line_check_done({ note }) : m.notice_desk_line_check_undone({ note })
};

/** An entry of the timeline in a sentence of the desk. */
export function entryLine({ kind, texts, facts }: EntryFacts, locale: Locale, now: Date): string {
	const moment = kind === 'rescheduled' ? facts.startsAt : facts.plannedEndAt;
	return LINES[kind]({
		note: String((texts && textFor(texts, locale)?.text) ?? facts.check ?? ''),
		when: typeof moment === 'string' ? onMoment(new Date(moment), locale, now) : '',
		people: String(facts.people ?? facts.who ?? ''),
		count: Number(facts.readers ?? 0),
		works: facts.works === 1 || facts.done === 1
	});
}

const PROBLEMS: readonly UpdateKind[] = ['end_passed', 'overrun', 'escalated', 'reopened'];

/** Entries that stand out: something did not go as people were told. */
export const isProblemEntry = ({ kind, facts }: EntryFacts) =>
	PROBLEMS.includes(kind) || (kind === 'answered' && facts.works === 0);
