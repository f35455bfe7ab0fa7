import { invalidate } from '$app/navigation';
import { REQUEST_EVENT } from '$lib/notifications/live.ts';
import type { RequestEventDetail } from '$lib/notifications/live-events.ts';

/**
 * Reads the page's data again when the portal says that a request changed: quietly, so what is being typed stays.
 * Named for a `depends` of the page; `number` narrows it to one request. Call it while a component is made.
 */
export function refreshOnNews(dependency: string, number?: () => number): void {
	$effect(() => {
		const heard = (event: Event) => {
			const { detail } = event as CustomEvent<RequestEventDetail>;
			if (!number || detail.number === number()) void invalidate(dependency);
		};
		document.addEventListener(REQUEST_EVENT, heard);
		return () => document.removeEventListener(REQUEST_EVENT, heard);
	});
}
