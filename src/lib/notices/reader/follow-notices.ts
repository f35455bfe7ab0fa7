import { invalidate } from '$app/navigation';
import { NOTICE_EVENT } from '#lib/notifications/live.ts';
import type { NoticeEventDetail } from '#lib/notifications/live-events.ts';
import type { ConcernsNow } from './notice-brief.ts';

const MOST = 3;
const SOONEST_MS = 400;
const SPREAD_MS = 4000;

type Change = (shown: ConcernsNow | null) => ConcernsNow | null;

/**
 * Shows a notice as soon as it is heard of: `onChange` gets what to do with the banners of the page. Shortly after, not
 * all pages at once, the page loads what is shown anew. Returns what ends it.
 */
export function followNotices(onChange: (change: Change) => void): () => void {
	let later: ReturnType<typeof setTimeout> | undefined;
	const hear = (event: Event) => {
		const { banner } = (event as CustomEvent<NoticeEventDetail>).detail;
		if (banner) {
			onChange((shown) => ({
				notices: [
					banner,
					...(shown?.notices ?? []).filter(({ number }) => number !== banner.number)
				].slice(0, MOST),
				more: shown?.more ?? 0
			}));
		}
		clearTimeout(later);
		later = setTimeout(
			() => void invalidate('abilaud:notices'),
			SOONEST_MS + Math.random() * SPREAD_MS
		);
	};
	document.addEventListener(NOTICE_EVENT, hear);
	return () => {
		document.removeEventListener(NOTICE_EVENT, hear);
		clearTimeout(later);
	};
}
