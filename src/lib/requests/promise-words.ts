import { formatDay } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { standingWords } from './promise-standing.ts';
import type { RequestPageView } from './request-page-view.ts';

/** Why the portal itself moved a promise; a day moved by hand has its reason in people's own words. */
const moved: Record<string, () => string> = {
	approval_took_longer: m.requests_promise_moved_approval,
	reopened: m.requests_promise_moved_reopened
};

/** What is said after a promised day, in sentences: how it stands, what was promised first and why it moved. */
export function promiseParts(request: RequestPageView, locale: Locale, now: Date): string[] {
	const standing = standingWords(request.standing);
	const sentences = standing
		? [`${standing.charAt(0).toLocaleUpperCase(locale)}${standing.slice(1)}.`]
		: [];
	if (isoDay(request.promisedAt) !== isoDay(request.firstPromisedAt)) {
		const day = formatDay(request.firstPromisedAt, locale, 'by', now);
		sentences.push(m.requests_promise_first({ day }));
	}
	const note = request.promiseNote;
	if (note) sentences.push(moved[note]?.() ?? note);
	return sentences;
}
