import { formatDate } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ReturnWay } from './return-ways.ts';

const WAYS: Record<ReturnWay, typeof m.mine_way_fetch> = {
	fetch: m.mine_way_fetch,
	bring: m.mine_way_bring
};

/** "Tulge järele": what a choice of the form says. */
export const returnWayWord = (way: ReturnWay): string => WAYS[way]();

/** What the desk's task and the entry of the register say, in the town's language: how, when, and the holder's words. */
export function returnWish({
	way,
	day,
	note
}: {
	way: ReturnWay;
	day?: string | null;
	note?: string;
}): string {
	const say = { locale: 'et' } as const;
	const how = WAYS[way]({}, say);
	const when = day ? `${how}, ${formatDate(day, 'et')}` : how;
	return note ? `${when}. ${note}` : when;
}
