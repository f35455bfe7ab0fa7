import { posix } from 'node:path';
import type { Attributes } from './attributes.ts';
import { escapeHtml, htmlAttributes } from './html.ts';
import { linkAddress, plainAddress } from './links.ts';
import { placeWith, type Piece } from './render-context.ts';

const SIZE = /^\d{1,4}(%|px)?$/;

/**
 * A picture of the module. One that lies outside the portal becomes a link: nothing is fetched from elsewhere unless
 * the reader asks for it. A missing file and a picture without words for those who do not see it are reported.
 */
export function imageHtml(
	piece: Piece,
	image: { src: string; alt: string | undefined; title?: string | undefined },
	attributes: Attributes
): string {
	const { context } = piece;
	const written = plainAddress(image.src);
	const alt = attributes.values.alt ?? image.alt;
	const place = placeWith(piece, written, image.src);
	const decorative = attributes.values.role === 'presentation';
	if ((alt ?? '').trim() === '' && !decorative) {
		context.report('warning', 'image_without_alt', place, { name: written });
	}
	if (/^(https?:)?\/\//i.test(written)) {
		context.report('warning', 'image_outside', place, { address: written.slice(0, 120) });
		const href = linkAddress(piece, image.src);
		return href
			? `<a href="${escapeHtml(href)}">${escapeHtml(alt || written)}</a>`
			: escapeHtml(alt ?? '');
	}
	const name = posix.normalize(written).replace(/^\.\//, '');
	const media = context.media.get(name);
	if (!media) {
		const unsafe = /^[a-z][a-z0-9+.-]*:/i.test(written);
		context.report('error', unsafe ? 'link_unsafe' : 'image_missing', place, {
			...(unsafe ? { address: written.slice(0, 80) } : { name: written })
		});
		return escapeHtml(alt ?? '');
	}
	const size = (value: string | undefined) =>
		value !== undefined && SIZE.test(value) ? value.replace('px', '') : undefined;
	return `<img${htmlAttributes({
		src: context.mediaAddress(name, media.hash),
		alt: alt ?? '',
		title: image.title ?? attributes.values.title,
		width: size(attributes.values.width),
		height: size(attributes.values.height),
		id: attributes.id,
		class: attributes.classes.join(' ') || undefined,
		loading: 'lazy',
		decoding: 'async'
	})}>`;
}
