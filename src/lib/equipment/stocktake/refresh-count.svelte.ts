import { invalidate } from '$app/navigation';
import { STOCK_TAKE_EVENT } from '$lib/notifications/live.ts';
import { COUNT_NEWS } from './count-news.ts';
import type { StockTakeEventDetail } from '$lib/notifications/live-events.ts';

const AT_MOST_EVERY_MS = 700;

/** Reads the page's data again when somebody scanned, at most so often. Call it while a component is made. */
export function refreshOnCount(takeId: () => string): void {
	$effect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const heard = (event: Event) => {
			const { detail } = event as CustomEvent<StockTakeEventDetail>;
			if (detail.id !== takeId() || timer) return;
			timer = setTimeout(() => {
				timer = undefined;
				void invalidate(COUNT_NEWS);
			}, AT_MOST_EVERY_MS);
		};
		document.addEventListener(STOCK_TAKE_EVENT, heard);
		return () => {
			document.removeEventListener(STOCK_TAKE_EVENT, heard);
			clearTimeout(timer);
		};
	});
}
