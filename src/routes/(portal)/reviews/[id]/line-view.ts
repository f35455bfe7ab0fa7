import { EXPIRING_WITHIN_DAYS } from '$lib/systems/system-kinds.ts';
import { lineWords } from '$lib/access/reviews/line-words.ts';
import { isUnusual } from '$lib/access/usual.ts';
import type { ReviewAnswer } from '$lib/access/change-kinds.ts';
import { formatDateShort } from '$lib/format/dates.ts';
import { daysBetween } from '$lib/format/moments.ts';
import { localize, type Locale } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { formatNumber } from '$lib/requests/request-number.ts';
import type { AskedLine } from '$lib/server/access/reviews/reviewer-page.ts';

/** A line as the page shows it: short names, since there may be two hundred. */
export type LineView = {
	id: string;
	what: string;
	/** Facts in one sentence: since, until, the request. */
	facts: string;
	/** What to look at twice. */
	marks: string[];
	answer: ReviewAnswer | null;
	comment: string;
	/** Who answered, where that was somebody else. */
	by?: string;
	/** In whose place it is answered. */
	inPlaceOf?: string;
	/** No answer is asked: it is over, or the reader's own. */
	off?: 'over' | 'own';
};

export type PersonView = { id: string; name: string; about: string; lines: LineView[] };

type Reader = { personId: string; name: string; locale: Locale; now: Date };

/** The lines of a page, by person, in the reader's language. */
export function peopleOf(lines: readonly AskedLine[], reader: Reader): PersonView[] {
	const groups = Map.groupBy(lines, (line) => line.personId);
	return [...groups.values()].flatMap((theirs) => {
		const [first] = theirs;
		if (!first) return [];
		const about = [first.position, localize(first.unitName, reader.locale)];
		return {
			id: first.personId,
			name: first.personName,
			about: about.filter(Boolean).join(', '),
			lines: theirs.map((line) => lineOf(line, reader))
		};
	});
}

function lineOf(line: AskedLine, { personId, name, locale, now }: Reader): LineView {
	const day = (iso: string) => formatDateShort(iso, locale);
	const { systemName, until, requestNumber } = line;
	const what = lineWords(line, locale);
	const facts = [
		m.reviews_since({ day: day(line.since) }),
		...(until ? [m.reviews_until({ day: day(until) })] : []),
		...(requestNumber === null ? [] : [formatNumber(requestNumber)]),
		...(line.reviewedAt ? [m.reviews_mark_reviewed({ day: day(line.reviewedAt) })] : []),
		...(systemName && !line.reviewedAt ? [m.reviews_mark_never()] : [])
	];
	const isOwn = line.personId === personId;
	return {
		...{ id: line.id, what, facts: facts.join(', ') },
		marks: line.isOver ? [] : marksOf(line, locale, now),
		...{ answer: line.answer, comment: line.comment },
		...(line.answeredBy && line.answeredBy !== name && { by: line.answeredBy }),
		...(line.reviewerName && { inPlaceOf: line.reviewerName }),
		...(line.isOver ? { off: 'over' as const } : isOwn && { off: 'own' as const })
	};
}

function marksOf(line: AskedLine, locale: Locale, now: Date): string[] {
	const { holders, colleagues, until, lastUsedOn } = line;
	const day = (iso: string) => formatDateShort(iso, locale);
	return [
		...(line.risk === 'high' ? [m.reviews_mark_risky()] : []),
		...(isUnusual({ colleagues: holders, of: colleagues })
			? [
					holders === 0
						? m.reviews_mark_unusual_none({ of: colleagues })
						: m.reviews_mark_unusual({ count: holders, of: colleagues })
				]
			: []),
		...(until && daysBetween(now, until) <= EXPIRING_WITHIN_DAYS
			? [m.reviews_mark_ends({ day: day(until) })]
			: []),
		...(line.isIdle && lastUsedOn ? [m.reviews_mark_idle({ day: day(lastUsedOn) })] : [])
	];
}
