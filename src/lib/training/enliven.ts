import type { Attachment } from 'svelte/attachments';
import { joinTabs } from './tabs.ts';

/**
 * Brings the text of a page to life: tabs that switch, videos that are fetched when they are chosen. Without script
 * every tab is shown and a video is a link.
 */
export const enliven: Attachment<HTMLElement> = (article) => {
	const leave = joinTabs(article);
	const play = (event: MouseEvent) => {
		const link = (event.target as Element).closest<HTMLAnchorElement>('a.video-open');
		const figure = link?.closest<HTMLElement>('figure[data-video]');
		const address = figure?.dataset.video;
		if (!link || !figure || !address || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		const frame = document.createElement('iframe');
		frame.src = address;
		frame.title = link.textContent.trim();
		frame.allow = 'fullscreen; picture-in-picture';
		frame.referrerPolicy = 'no-referrer';
		frame.setAttribute(
			'sandbox',
			'allow-scripts allow-same-origin allow-presentation allow-popups'
		);
		link.replaceWith(frame);
		frame.focus();
	};
	article.addEventListener('click', play);
	return () => {
		article.removeEventListener('click', play);
		leave();
	};
};
