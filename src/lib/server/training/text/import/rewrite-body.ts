import { posix } from 'node:path';
import { mediaType } from '../media-type.ts';
import type { SourceLine } from '../source-lines.ts';
import { fenceWatch } from '../structure.ts';
import { videoAt } from '../video.ts';
import type { ImportRun } from './import-types.ts';

/** Where links and pictures of a foreign text lead in ours. */
export type Rewriting = {
	run: ImportRun;
	/** Address of a module by the path of its text, or undefined. */
	moduleAt(path: string): string | undefined;
	/** Pictures and files of the module, filled on the way: bytes by name. */
	media: Map<string, Uint8Array>;
};

const LINK =
	/(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*(?:<([^>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(\s+"[^"]*")?\s*\)/g;

/**
 * Leads pictures and links of lines to the module's own files and to other modules. What they name and is not there
 * stays as words and is noted.
 */
export function rewriteLinks(lines: readonly SourceLine[], to: Rewriting): string[] {
	const fences = fenceWatch();
	return lines.map((line) => {
		if (fences.inside(line.text)) return line.text;
		return rewriteLine(line.text, line, to);
	});
}

function rewriteLine(text: string, at: SourceLine, to: Rewriting): string {
	return text.replace(LINK, (whole, bang: string, words: string, angled, bare, title) => {
		const address = String((angled as string | undefined) ?? bare ?? '');
		const inner = words.includes('](') ? rewritePoster(words, address, at, to) : words;
		if (/^(?:[a-z][a-z0-9+.-]*:|#|\/\/)/i.test(address)) {
			return inner === words ? whole : whole.replace(words, inner);
		}
		const [path = '', anchor] = address.split('#');
		const file = resolve(at.file, path);
		const name = takeMedia(to, file);
		const ending = (title as string | undefined) ?? '';
		if (bang !== '') {
			if (name !== undefined) return `![${words}](${encodeURI(name)}${ending})`;
			to.run.note('import_image_missing', at.file, at.line, { name: path });
			return `\\[${words.trim() || posix.basename(path)}: ${posix.basename(path)}\\]`;
		}
		const module = to.moduleAt(file);
		if (module !== undefined) return `[${inner}](../${module}/)`;
		if (name !== undefined) return `[${inner}](${encodeURI(name)}${ending})`;
		to.run.note('import_link_missing', at.file, at.line, {
			address: anchor === undefined ? path : `${path}#${anchor}`
		});
		return inner;
	});
}

/** The picture in front of a video is shown where it is there; the video itself is what matters. */
function rewritePoster(words: string, address: string, at: SourceLine, to: Rewriting): string {
	return words.replace(LINK, (whole, bang: string, alt: string, angled, bare) => {
		const path = String((angled as string | undefined) ?? bare ?? '');
		if (bang === '' || /^[a-z]+:/i.test(path)) return whole;
		const name = takeMedia(to, resolve(at.file, path));
		if (name !== undefined) return `![${alt}](${encodeURI(name)})`;
		to.run.note('import_image_missing', at.file, at.line, { name: path });
		return videoAt(address) ? whole : alt;
	});
}

function resolve(file: string, path: string): string {
	const plain = decoded(path);
	if (plain.startsWith('/')) return posix.normalize(plain.slice(1));
	return posix.normalize(posix.join(posix.dirname(file), plain));
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** Takes a file into the module, below `media`, and says under which name. */
function takeMedia({ run, media }: Rewriting, path: string): string | undefined {
	const bytes = run.files.get(path);
	if (!bytes || !mediaType(path, bytes)) return undefined;
	run.used.add(path);
	const base = posix.basename(path).replace(/[^\p{L}\p{N} ._-]/gu, '-');
	for (let count = 1; ; count += 1) {
		const name = count === 1 ? base : `${count}-${base}`;
		const kept = media.get(name);
		if (kept !== undefined && kept !== bytes) continue;
		media.set(name, bytes);
		return name;
	}
}
