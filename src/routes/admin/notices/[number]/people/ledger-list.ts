import type { Locale } from '$lib/i18n/localized.ts';
import { formatWhen } from '$lib/format/dates.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { AFTER_MARKS, ANSWER_MARKS, ledgerShape } from '$lib/notices/ledger/ledger-shape.ts';
import {
	afterWord,
	answerWord,
	channelWord,
	reachWord,
	toldWord,
	waveWord,
	whyWords
} from '$lib/notices/ledger/ledger-words.ts';
import { READER_REACHES } from '$lib/notices/ledger/reader-reach.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import type { LedgerMessage, LedgerRow } from '$lib/server/notices/audience/list-readers.ts';
import type { ThingNames } from '$lib/server/notices/telling/reason-names.ts';

/** A row as the page shows it: reasons and messages are words. */
export type LedgerLine = Omit<LedgerRow, 'reasons' | 'messages' | 'cursor'> & {
	whys: string[];
	messages: string[];
};

const options = <T extends string>(values: readonly T[], words: Record<T, () => string>) =>
	values.map((value) => ({ value, label: words[value]() }));

const WAVES = ['announced', 'joined', 'included', 'me_too'] as const;

/** The ledger as a list screen. */
export function ledgerView(
	state: ListState,
	{ rows, ...page }: ListPage<LedgerRow>,
	units: { value: string; label: string }[],
	lineOf: (row: LedgerRow) => LedgerLine
): ListView<LedgerLine> {
	const choice = (key: string, label: string, of: { value: string; label: string }[]) => ({
		...{ key, label, options: of },
		kind: 'choice' as const
	});
	return {
		shape: ledgerShape,
		state,
		columns: [
			{ key: 'who', label: m.notice_audience_col_person(), sort: 'name' },
			{ key: 'reach', label: m.notice_audience_col_reach() },
			{ key: 'why', label: m.notice_audience_col_why() },
			{ key: 'messages', label: m.notice_audience_col_messages() },
			{ key: 'did', label: m.notice_audience_col_did() },
			{ key: 'after', label: m.notice_audience_col_after() },
			{ key: 'wave', label: m.notice_audience_col_wave(), sort: 'added' }
		],
		filters: [
			choice('reach', m.notice_audience_col_reach(), options(READER_REACHES, reachWord)),
			choice('after', m.notice_audience_col_after(), options(AFTER_MARKS, afterWord)),
			choice('answer', m.notice_audience_filter_answer(), options(ANSWER_MARKS, answerWord)),
			choice('wave', m.notice_audience_col_wave(), options(WAVES, waveWord)),
			choice('unit', m.notice_audience_col_unit(), units)
		],
		rows: rows.map(lineOf),
		...page
	};
}

/** Makes rows into lines with words in this language, at this moment. */
export function lineMaker(names: ThingNames, locale: Locale, now: Date) {
	return ({ reasons, messages, cursor: _, ...row }: LedgerRow): LedgerLine => ({
		...row,
		whys: reasons.map((reason) => whyWords(reason, names(reason), locale)),
		messages: messages.map((message) => messageWords(message, locale, now))
	});
}

function messageWords({ kind, at, state, sentAt }: LedgerMessage, locale: Locale, now: Date) {
	const when = formatWhen(new Date(sentAt ?? at), locale, now, true);
	return `${m.notice_audience_message({ what: toldWord[kind](), when })}: ${channelWord[state ?? 'portal']()}`;
}
