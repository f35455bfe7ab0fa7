import { posix } from 'node:path';
import { isLocale } from '#lib/i18n/localized.ts';
import { SAFE_SCHEMES } from './sanitise.ts';
import { placeWith, type Piece } from './render-context.ts';

/** Undoes what Markdown does to an address: `%20` and `&amp;`. */
export function plainAddress(address: string): string {
	const plain = address
		.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex?: string, decimal?: string) => {
			const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
			return code <= 0x10ffff ? String.fromCodePoint(code) : '';
		})
		.replaceAll('&amp;', '&');
	try {
		return decodeURIComponent(plain);
	} catch {
		return plain;
	}
}

/**
 * The address a reader's browser gets for a link as written: anchors stay, files of the module and other modules get
 * their address in the portal. Undefined, and reported with its line, when it leads nowhere or could run.
 */
export function linkAddress(piece: Piece, written: string): string | undefined {
	const { context } = piece;
	const plain = plainAddress(written);
	const place = placeWith(piece, plain, written);
	// A browser leaves control characters out of a scheme: `java\nscript:` would run.
	const bare = [...plain].filter((one) => one > ' ' && one !== '\u007f').join('');
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
	if (scheme !== undefined && SAFE_SCHEMES.includes(scheme)) return written;
	if (scheme !== undefined || bare.startsWith('//') || bare.startsWith('\\')) {
		context.report('error', 'link_unsafe', place, { address: plain.slice(0, 80) });
		return undefined;
	}
	if (bare.startsWith('#')) {
		const id = plain.slice(1);
		if (id !== '' && !id.startsWith('fn-')) context.anchors.push({ id, place });
		return written;
	}
	if (bare.startsWith('/')) return written;
	return insideAddress(piece, plain, place);
}

function insideAddress(
	{ context }: Piece,
	written: string,
	place: { file: string; line: number }
): string | undefined {
	const [path = '', anchor] = written.split('#');
	const target = posix.normalize(posix.join(context.slug, path));
	const [slug = '', ...rest] = target.split('/');
	const name = rest.join('/').replace(/\/$/, '');
	const hash = anchor ? `#${encodeURIComponent(anchor)}` : '';
	const media = slug === context.slug ? context.media.get(name) : undefined;
	if (media) return context.mediaAddress(name, media.hash);
	const isModule = slug !== '..' && (name === '' || isLocale(name.replace(/\.md$/, '')));
	const known = slug === context.slug || (context.modules?.has(slug) ?? true);
	if (isModule && known) return `/training/${slug}${hash}`;
	context.report('error', 'link_broken', place, { address: written });
	return undefined;
}
