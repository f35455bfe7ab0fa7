import { reasonSentence } from '#lib/notices/reason-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { config } from '#lib/server/config.ts';
import type { Tx } from '#lib/server/db/client.ts';
import type { SharedLetter } from '#lib/server/notifications/tell-many.ts';
import { getPublicSettings } from '#lib/server/settings/settings.ts';
import { calendarAct, letterRoute } from './letter-rules.ts';
import { noticeCalendar } from './notice-calendar.ts';
import { noticeLetter, type NoticeTelling } from './notice-letter.ts';
import { namesOfReasons, type ThingNames } from './reason-names.ts';
import type { ReasonKind, UntoldReader } from './untold-readers.ts';

/** Reasons that one letter names; the page shows all of them. */
const MOST_REASONS = 3;
/** A telling has no more kinds of letters than this; rarer mixtures of reasons are not named in theirs. */
const MOST_LETTERS = 200;

type Group = { reader: UntoldReader; digest: boolean; personIds: string[] };
type TellingOf = NoticeTelling & {
	notice: NoticeTelling['notice'] & { id: string; sequence: number };
};

/** What letters are ordered from. */
type Order = {
	readers: readonly UntoldReader[];
	telling: TellingOf;
	at: Date;
	nextDigestAt: Date;
};

/**
 * The letters of one telling: one text for all who have the same language and the same reasons. Nobody without a
 * mailbox, and nobody who wants no letters, is among their addressees.
 */
export async function orderLetters(tx: Tx, order: Order): Promise<SharedLetter[]> {
	const groups = groupsOf(order);
	if (groups.length === 0) return [];
	const reasons = groups.map(({ reader }) => JSON.parse(reader.reasons) as ReasonKind[]);
	const names = await namesOfReasons(tx, reasons.flat());
	const context = {
		origin: config().origin,
		settings: await getPublicSettings(tx),
		now: order.at
	};
	const calendars = new Map<string, SharedLetter['calendar']>();
	return groups.map(({ reader, digest, personIds }, n): SharedLetter => {
		const { locale } = reader;
		const whys = whysOf(reasons[n] ?? [], names, locale);
		if (!calendars.has(locale)) calendars.set(locale, calendarOf(order, locale));
		return {
			locale,
			...noticeLetter(order.telling, locale, whys, context),
			calendar: digest ? null : (calendars.get(locale) ?? null),
			digest,
			personIds
		};
	});
}

function groupsOf({ readers, telling, nextDigestAt }: Order): Group[] {
	const groups = new Map<string, Group>();
	for (const reader of readers) {
		if (!reader.hasMailbox) continue;
		const route = letterRoute(reader.choice, telling.kind, telling.notice, nextDigestAt);
		if (route === 'never') continue;
		const digest = route === 'digest';
		const own = `${reader.locale} ${digest} ${reader.reasons}`;
		const full = groups.size >= MOST_LETTERS && !groups.has(own);
		const key = full ? `${reader.locale} ${digest} []` : own;
		const group = groups.get(key);
		if (group) group.personIds.push(reader.personId);
		else {
			groups.set(key, {
				reader: full ? { ...reader, reasons: '[]' } : reader,
				digest,
				personIds: [reader.personId]
			});
		}
	}
	return [...groups.values()];
}

function whysOf(
	reasons: readonly ReasonKind[],
	names: ThingNames,
	locale: UntoldReader['locale']
): string[] {
	const all = reasons.flatMap((reason) => reasonSentence(reason, names(reason), locale) ?? []);
	const said = all.slice(0, MOST_REASONS);
	const count = all.length - said.length;
	return count > 0 ? [...said, m.notice_tell_why_more({ count }, { locale })] : said;
}

function calendarOf(
	{ telling, at }: Order,
	locale: UntoldReader['locale']
): SharedLetter['calendar'] {
	const { notice, kind } = telling;
	const method = calendarAct(kind, notice);
	const { startsAt } = notice;
	if (!method || !startsAt) return null;
	const endsAt = notice.plannedEndAt ?? new Date(startsAt.getTime() + 3_600_000);
	const entry = { ...notice, startsAt, endsAt, cancelled: method === 'CANCEL', stamp: at };
	return { method, content: noticeCalendar([entry], locale, { method }) };
}
