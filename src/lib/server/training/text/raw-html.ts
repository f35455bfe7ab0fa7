import { parseAttributes } from './attributes.ts';
import { escapeHtml, rawTags } from './html.ts';
import { imageHtml } from './images.ts';
import { linkAddress } from './links.ts';
import { placeOf, type Piece } from './render-context.ts';
import { WRITTEN_TAGS } from './sanitise.ts';

/** Written on purpose or not: these would run or fetch something. The others are only left out. */
const HOSTILE = new Set([
	...[
		'script',
		'style',
		'iframe',
		'object',
		'embed',
		'form',
		'link',
		'meta',
		'base',
		'svg',
		'math'
	],
	...[
		'template',
		'frame',
		'frameset',
		'applet',
		'input',
		'button',
		'textarea',
		'select',
		'audio',
		'video'
	]
]);

/**
 * Html written by hand, with its pictures and links led to where they are, and what may not stand there reported. It
 * is sanitised with the rest of the page afterwards: this only says why something will be missing.
 */
export function rawHtml(piece: Piece, html: string, line: number | undefined): string {
	const { report } = piece.context;
	const plain = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
	for (const tag of rawTags(plain)) {
		const before = plain.slice(0, tag.at).split('\n').length - 1;
		const place = line === undefined ? placeOfTag(piece, tag.name) : placeOf(piece, line + before);
		if (HOSTILE.has(tag.name)) report('error', 'html_hostile', place, { tag: `<${tag.name}>` });
		else if (!WRITTEN_TAGS.has(tag.name)) {
			report('warning', 'html_left_out', place, { tag: `<${tag.name}>` });
		}
		for (const { name } of tag.attributes) {
			if (name.startsWith('on')) report('error', 'html_hostile', place, { tag: `${name}=` });
			else if (name === 'style') report('warning', 'html_left_out', place, { tag: 'style=' });
		}
	}
	return plain
		.replace(/<img\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi, (_, attributes: string) =>
			image(piece, attributes)
		)
		.replace(/<a\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi, (whole: string) => anchor(piece, whole));
}

function placeOfTag(piece: Piece, name: string): { file: string; line: number } {
	const at = piece.lines.findIndex(({ text }) => text.toLowerCase().includes(`<${name}`));
	return placeOf(piece, at);
}

function image(piece: Piece, written: string): string {
	const { values, ...rest } = parseAttributes(written.replace(/\/$/, ''));
	const { src = '', alt, ...others } = values;
	const classes = (others.class ?? '').split(/\s+/).filter(Boolean);
	return imageHtml(piece, { src, alt }, { ...rest, classes, values: others });
}

function anchor(piece: Piece, whole: string): string {
	const [tag] = rawTags(whole);
	const value = (name: string) => tag?.attributes.find((one) => one.name === name)?.value;
	const id = value('id') ?? value('name');
	const href = value('href');
	const address = href === undefined ? undefined : linkAddress(piece, href);
	const rel = address && /^https?:/.test(address) ? ' rel="noreferrer"' : '';
	return `<a${id ? ` id="${escapeHtml(id)}"` : ''}${address ? ` href="${escapeHtml(address)}"` : ''}${rel}>`;
}
