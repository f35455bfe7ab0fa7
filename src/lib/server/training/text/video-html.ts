import { parseAttributes } from './attributes.ts';
import { escapeHtml, htmlAttributes } from './html.ts';
import { imageHtml } from './images.ts';
import { linkAddress, plainAddress } from './links.ts';
import { placeWith, type Piece } from './render-context.ts';
import { isVideoFile, videoAt } from './video.ts';
import { videoUntitled, videoWords } from './words.ts';

/**
 * A video as a card: `<figure class="video" data-video="address for a frame"><a class="video-open" href>…</a></figure>`.
 * The link says what it is and where it leads, and works without script; nothing is fetched from elsewhere before it
 * is chosen. A video of the module itself is played on the page, and not loaded before.
 */
export function videoHtml(
	piece: Piece,
	address: string,
	poster?: { src: string; alt: string }
): string {
	const { context } = piece;
	const title = poster?.alt.trim() || videoUntitled(context.locale);
	if (isVideoFile(address) && !/^[a-z]+:/i.test(address)) {
		const src = linkAddress(piece, address);
		if (src === undefined) return '';
		return `<figure class="video"><video${htmlAttributes({ src, controls: '', preload: 'none' })}></video></figure>\n`;
	}
	const video = videoAt(address, true);
	if (!video) {
		context.report('error', 'link_unsafe', placeWith(piece, plainAddress(address), address), {
			address: address.slice(0, 80)
		});
		return '';
	}
	const words = videoWords(context.locale, title, video.host);
	const isOurs = poster && context.media.has(plainAddress(poster.src).replace(/^\.\//, ''));
	const picture = isOurs
		? imageHtml(piece, { ...poster, alt: '' }, parseAttributes('role=presentation'))
		: '';
	return `<figure${htmlAttributes({ class: 'video', 'data-video': video.embed })}><a${htmlAttributes(
		{
			class: 'video-open',
			href: video.address,
			rel: 'noreferrer'
		}
	)}>${picture}<span class="video-words">${escapeHtml(words)}</span></a></figure>\n`;
}
