import { inflateSync } from 'node:zlib';

/** The letters that glyphs of a font stand for, by glyph number in hex. */
type Letters = Map<string, string>;

/**
 * The text of a PDF that pdfmake wrote, read as a viewer reads it when somebody searches or copies: glyphs through the
 * table of letters that each font brings. One line for each run of text.
 */
export function pdfText(pdf: Buffer): string {
	const objects = objectsOf(pdf);
	const fonts = new Map<string, Letters>();
	for (const { head } of objects.values()) {
		for (const [, name = '', ref = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
			const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(ref)?.head ?? '')?.[1];
			const map = table ? objects.get(table)?.stream : undefined;
			if (map) fonts.set(name, lettersOf(map));
		}
	}
	return [...objects.values()]
		.flatMap(({ stream }) => (stream && / Tf\b/.test(stream) ? runsOf(stream, fonts) : []))
		.join('\n');
}

function objectsOf(pdf: Buffer): Map<string, { head: string; stream?: string }> {
	const text = pdf.toString('latin1');
	const objects = new Map<string, { head: string; stream?: string }>();
	for (const found of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
		const [, id = '', body = ''] = found;
		const at = body.indexOf('stream\n');
		if (at === -1) {
			objects.set(id, { head: body });
			continue;
		}
		const head = body.slice(0, at);
		const raw = Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1');
		objects.set(id, { head, ...(head.includes('FlateDecode') ? { stream: unpacked(raw) } : {}) });
	}
	return objects;
}

function unpacked(raw: Buffer): string | undefined {
	try {
		return inflateSync(raw).toString('latin1');
	} catch {
		return undefined;
	}
}

function lettersOf(map: string): Letters {
	const letters: Letters = new Map();
	const text = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
	for (const [, from = '0', , list = ''] of map.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
		[...list.matchAll(/<([\w ]+)>/g)].forEach(([, hex = ''], n) => {
			letters.set(
				(parseInt(from, 16) + n).toString(16).padStart(4, '0'),
				text(hex.replaceAll(' ', ''))
			);
		});
	}
	return letters;
}

function runsOf(content: string, fonts: Map<string, Letters>): string[] {
	let letters: Letters = new Map();
	const runs: string[] = [];
	for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
		if (font) letters = fonts.get(font) ?? new Map();
		else if (shown) {
			const glyphs = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g));
			runs.push(glyphs.map((glyph) => letters.get((glyph ?? '').toLowerCase()) ?? '').join(''));
		}
	}
	return runs;
}
