import { formatDay, formatTime } from '#lib/format/dates.ts';
import { daysBetween } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Holder, RequestStatus } from './statuses.ts';

/** What the sentence is made of: columns of the request that every list carries. */
export type Hands = {
	status: RequestStatus;
	holder: Holder;
	heldById: string | null;
	heldByName: string | null;
	heldSince: Date | string;
};

/** The sentence in two parts: `who` is set in bold, `rest` says what they do and since when. */
export type HandsSentence = { who: string; rest: string };

type Reader = {
	/** The reader acts for the requester: asked it, gets it, or represents the unit. */
	mine: boolean;
	personId: string;
	locale: Locale;
	now?: Date | string;
};

/**
 * Whose hands a request is in and since when: "**Katrin Saar** kooskõlastab alates reedest, 20. novembrist".
 * A name is never bent: Estonian and Russian surnames have no rule a machine could follow.
 */
export function whoseHands(hands: Hands, reader: Reader): HandsSentence {
	const { holder } = hands;
	const said = { since: sinceWhen(hands.heldSince, reader.locale, reader.now) };
	const options = { locale: reader.locale };
	const yours =
		(holder === 'requester' && reader.mine) ||
		(holder !== 'requester' && hands.heldById !== null && hands.heldById === reader.personId);
	if (yours)
		return {
			who: m.requests_hands_you({}, options),
			rest: m.requests_hands_you_rest(said, options)
		};
	const name = hands.heldByName ?? '';
	switch (holder) {
		case 'approvers':
			if (!name) return plain(m.requests_hands_approvers({}, options), said, options);
			return several(name)
				? pair(
						m.requests_hands_named({ name }, options),
						m.requests_hands_approvers_rest(said, options)
					)
				: pair(
						m.requests_hands_named({ name }, options),
						m.requests_hands_approver_rest(said, options)
					);
		case 'desk':
			return plain(m.requests_hands_desk({}, options), said, options);
		case 'agent':
			if (!name) return plain(m.requests_hands_desk({}, options), said, options);
			return pair(
				m.requests_hands_named({ name }, options),
				m.requests_hands_agent_rest(said, options)
			);
		case 'requester':
			return pair(
				m.requests_hands_named({ name: name || m.requests_hands_requester({}, options) }, options),
				requesterDoes(hands.status, said, options)
			);
		case 'vendor':
			return plain(m.requests_hands_vendor({}, options), said, options);
		case 'nobody':
			return { who: endedHow(hands.status, options), rest: on(hands.heldSince, reader) };
	}
}

type Said = { since: string };
type Options = { locale: Locale };

const pair = (who: string, rest: string): HandsSentence => ({ who, rest });
const plain = (who: string, said: Said, options: Options): HandsSentence =>
	pair(who, m.requests_hands_since(said, options));
const several = (name: string) => name.includes(',');

function requesterDoes(status: RequestStatus, said: Said, options: Options): string {
	if (status === 'returned') return m.requests_hands_corrects_rest(said, options);
	if (status === 'fulfilled') return m.requests_hands_checks_rest(said, options);
	return m.requests_hands_answers_rest(said, options);
}

function endedHow(status: RequestStatus, options: Options): string {
	if (status === 'rejected') return m.requests_ended_rejected({}, options);
	if (status === 'cancelled') return m.requests_ended_cancelled({}, options);
	return m.requests_ended_confirmed({}, options);
}

function on(moment: Date | string, { locale, now = new Date() }: Reader): string {
	return formatDay(moment, locale, 'on', now);
}

/** "alates reedest, 20. novembrist"; of today the hour: "täna alates kella 9.12". */
export function sinceWhen(
	moment: Date | string,
	locale: Locale,
	now: Date | string = new Date()
): string {
	if (daysBetween(now, moment) === 0) {
		return m.requests_since_today({ time: formatTime(moment, locale) }, { locale });
	}
	return m.requests_since_day({ day: formatDay(moment, locale, 'since', now) }, { locale });
}
