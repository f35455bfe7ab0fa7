import type { Locale } from '#lib/i18n/localized.ts';
import { isGoingOn } from '#lib/notices/notice-states.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import type { NoticeBrief } from '#lib/notices/reader/notice-brief.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Db } from '#lib/server/db/client.ts';
import { noticeBrief } from './concerns-now.ts';
import { currentNotices, gravestFirst, type CurrentNotice } from './current-notices.ts';
import { lookUpNotices } from './look-up-notices.ts';
import { matchWords } from './match-words.ts';

type Looking = { locale: Locale; now: Date; limit: number };

const isOutageNow = ({ kind, state }: CurrentNotice) => kind === 'outage' && isGoingOn(state);

/**
 * The notices that hold words of a search, the most fitting first. Of those of now: what concerns the person, what is
 * public, and outages that could be theirs too (`isOutageNear`); of those that are over, what they may read. Whoever
 * keeps notices finds all of them. Asks the database once (`lookUpNotices`).
 */
export async function findNotices(
	db: Db,
	actor: Actor,
	text: string,
	{ locale, now, limit }: Looking
): Promise<{ current: NoticeBrief[]; past: NoticeBrief[] }> {
	const { notices, standingOf } = await currentNotices(db);
	const isNumber = (notice: CurrentNotice) =>
		noticeNumberText(notice.number).toLowerCase() === text.trim().toLowerCase();
	const found = notices
		.map((notice) => ({
			notice,
			score: isNumber(notice) ? Infinity : matchWords(text, notice.texts)
		}))
		.filter(({ score }) => score > 0);
	const seesAll = can(actor, 'notices.read');
	const own = new Map(
		(found.length ? await standingOf(actor.personId) : []).map((one) => [one.noticeId, one])
	);
	const isSeen = (notice: CurrentNotice) => seesAll || notice.isPublic || own.has(notice.id);
	const unsure = found.filter(({ notice }) => isOutageNow(notice) && !isSeen(notice));
	const { near, past } = await lookUpNotices(db, actor, text, {
		now,
		limit,
		current: notices.map(({ id }) => id),
		unsure: unsure.map(({ notice }) => notice.id)
	});
	return {
		current: found
			.filter(({ notice }) => isSeen(notice) || near.has(notice.id))
			.sort((a, b) => b.score - a.score || gravestFirst(a.notice, b.notice))
			.slice(0, limit)
			.map(({ notice }) => ({
				...noticeBrief(notice, locale, now),
				saidMeToo: own.get(notice.id)?.saidMeToo ?? false
			})),
		past: past.map((row) => noticeBrief({ ...row, news: null, meToo: 0 }, locale, now))
	};
}

/**
 * Outages that are going on and concern the person, gravest first: offered beside a form in which they report a fault.
 * Everybody, for themselves.
 */
export async function outagesOf(
	db: Db,
	actor: Actor,
	{ locale, now, limit }: Looking
): Promise<NoticeBrief[]> {
	const { notices, standingOf } = await currentNotices(db);
	const outages = notices.filter(isOutageNow);
	if (outages.length === 0) return [];
	const own = new Map((await standingOf(actor.personId)).map((one) => [one.noticeId, one]));
	return outages
		.filter(({ id }) => own.has(id))
		.sort(gravestFirst)
		.slice(0, limit)
		.map((notice) => ({
			...noticeBrief(notice, locale, now),
			saidMeToo: own.get(notice.id)?.saidMeToo ?? false
		}));
}
