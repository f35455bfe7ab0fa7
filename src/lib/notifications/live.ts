import type {
	LiveEvent,
	NoticeEventDetail,
	RequestEventDetail,
	StockTakeEventDetail
} from './live-events.ts';

/** The name of the event that the document gets when a request changed. */
export const REQUEST_EVENT = 'abilaud:request';

/** The name of the event that the document gets when a notice changed that its reader or the desk sees. */
export const NOTICE_EVENT = 'abilaud:notice';

/** The name of the event that the document gets when a stock-take changed. */
export const STOCK_TAKE_EVENT = 'abilaud:stock-take';

/** A hidden page lets go of its connection after this long: a browser has six to a server. */
const LET_GO_AFTER_MS = 30_000;

/**
 * Keeps an open page current while it is looked at: `onBell` gets the count of unread notifications, and
 * the document gets `abilaud:request`, `abilaud:notice` and `abilaud:stock-take` events. Returns what ends it. Without EventSource nothing happens: the page
 * shows the truth when it is loaded.
 */
export function followLive(onBell: (unread: number) => void): () => void {
	if (typeof EventSource === 'undefined') return () => undefined;
	let source: EventSource | undefined;
	let leaving: ReturnType<typeof setTimeout> | undefined;

	const hear = (message: MessageEvent<string>) => {
		const event = JSON.parse(message.data) as LiveEvent;
		if (event.kind === 'bell') return onBell(event.unread);
		if (event.kind === 'stock_take') {
			const take: StockTakeEventDetail = { id: event.id };
			return document.dispatchEvent(
				new CustomEvent(STOCK_TAKE_EVENT, { detail: take, bubbles: true })
			);
		}
		const { id, number, revision } = event;
		if (event.kind === 'notice') {
			const notice: NoticeEventDetail = { id, number, revision, banner: event.banner };
			return document.dispatchEvent(
				new CustomEvent(NOTICE_EVENT, { detail: notice, bubbles: true })
			);
		}
		const detail: RequestEventDetail = { id, number, revision };
		document.dispatchEvent(new CustomEvent(REQUEST_EVENT, { detail, bubbles: true }));
	};
	const open = () => {
		clearTimeout(leaving);
		if (source && source.readyState !== EventSource.CLOSED) return;
		source = new EventSource('/api/live');
		source.onmessage = hear;
	};
	const close = () => {
		source?.close();
		source = undefined;
	};
	const look = () => {
		clearTimeout(leaving);
		if (document.visibilityState === 'visible') open();
		else leaving = setTimeout(close, LET_GO_AFTER_MS);
	};

	document.addEventListener('visibilitychange', look);
	look();
	return () => {
		document.removeEventListener('visibilitychange', look);
		clearTimeout(leaving);
		close();
	};
}
