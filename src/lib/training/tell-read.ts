import type { Attachment } from 'svelte/attachments';

const LONG_ENOUGH_MS = 1500;

/**
 * Tells the portal that a page was read when its end has been on the screen for a moment. Whoever turns on says so
 * by the form itself; this is for those who leave otherwise.
 */
export function tellRead(path: string, locale: string): Attachment<HTMLElement> {
	return (article) => {
		const end = article.querySelector('.turner');
		if (!end || !('IntersectionObserver' in window)) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const watcher = new IntersectionObserver(([entry]) => {
			clearTimeout(timer);
			if (!entry?.isIntersecting) return;
			timer = setTimeout(() => {
				watcher.disconnect();
				const form = new FormData();
				form.set('locale', locale);
				navigator.sendBeacon(`${path}/read`, form);
			}, LONG_ENOUGH_MS);
		});
		watcher.observe(end);
		return () => {
			clearTimeout(timer);
			watcher.disconnect();
		};
	};
}
