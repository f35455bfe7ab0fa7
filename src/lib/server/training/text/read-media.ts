import type { ModuleMedia } from '#lib/training/module-text.ts';
import { sha256 } from './body-hash.ts';
import { rawTags } from './html.ts';
import { LARGEST_MEDIA, mediaType } from './media-type.ts';
import type { ModuleFiles } from './module-files.ts';
import type { Report } from './report.ts';

const NAME = /^(?:[\p{L}\p{N}][\p{L}\p{N} ._-]*\/)*[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;

/** The module's pictures and files by name, with type, size and SHA-256. What may not be kept is reported. */
export function readMedia(
	{ slug, media, kept = [] }: Pick<ModuleFiles, 'slug' | 'media' | 'kept'>,
	report: Report
): Map<string, ModuleMedia> {
	const read = new Map(kept.map((one) => [one.name, one]));
	for (const { name, bytes } of media) {
		const place = { file: `${slug}/${name}`, line: 1 };
		const type = NAME.test(name) ? mediaType(name, bytes) : undefined;
		if (bytes.byteLength > LARGEST_MEDIA) {
			const params = { size: String(bytes.byteLength), most: String(LARGEST_MEDIA) };
			report('error', 'media_too_large', place, params);
		} else if (!type) report('error', 'media_type', place, { name });
		else {
			if (type === 'image/svg+xml') checkSvg(new TextDecoder().decode(bytes), place.file, report);
			read.set(name, { name, type, hash: sha256(bytes), size: bytes.byteLength });
		}
	}
	return read;
}

const RUNS = new Set([
	'script',
	'foreignobject',
	'iframe',
	'object',
	'embed',
	'handler',
	'set',
	'animate'
]);

/** A drawing that could run or fetch something. It is shown as a picture only, where nothing runs; still it is wrong. */
function checkSvg(svg: string, file: string, report: Report): void {
	const hostile = (at: number, what: string) => {
		const line = svg.slice(0, at).split('\n').length;
		report('error', 'svg_hostile', { file, line }, { what });
	};
	const entity = svg.search(/<!(?:ENTITY|DOCTYPE[^>]*\[)/i);
	if (entity !== -1) hostile(entity, '<!ENTITY>');
	for (const tag of rawTags(svg)) {
		const name = tag.name.replace(/^.*:/, '');
		if (RUNS.has(name)) hostile(tag.at, `<${tag.name}>`);
		for (const { name: key, value } of tag.attributes) {
			if (key.startsWith('on')) hostile(tag.at, `${key}=`);
			const address =
				/(^|:)href$/.test(key) && !/^(#|data:image\/(png|jpeg|gif|webp);)/.test(value);
			if (address && name !== 'a') hostile(tag.at, `${key}="${value.slice(0, 40)}"`);
			if (/javascript:/i.test(value.replace(/\s/g, ''))) hostile(tag.at, `${key}="javascript:…"`);
		}
	}
}
