import { invalidate } from '$app/navigation';

/**
 * Reads the page's data again when the portal says that a request changed: quietly, so what is being typed stays.
 * Named for a `depends` of the page; `number` narrows it to one request. Call it while a component is made.
 */
export function refreshOnNews(dependency: string, number?: () => number): void {
	$effect(() => {
		const heard = (event: Event) => {
			const detail: unknown = (event as CustomEvent).detail;
			const about = detail && typeof detail === 'object' && 'number' in detail ? detail.number : undefined;
			if (number && about !== undefined && Number(about) !== number()) return;
			void invalidate(dependency);
		};
		window.addEventListener('abilaud:request', heard);
		return () => window.removeEventListener('abilaud:request', heard);
	});
}
