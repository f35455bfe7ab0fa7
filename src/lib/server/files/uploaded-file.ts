import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { invalid } from '#lib/errors.ts';

/** Largest file somebody may send: 20 MB. */
const LARGEST_FILE = 20 * 1024 * 1024;

/** What people send to an IT desk: pictures, documents, tables, archives, mail, short films. */
const ALLOWED = new Set([
	'image/png',
	'image/jpeg',
	'image/gif',
	'image/webp',
	'image/heic',
	'image/avif',
	'application/pdf',
	'application/zip',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	'application/vnd.oasis.opendocument.text',
	'application/vnd.oasis.opendocument.spreadsheet',
	'application/x-cfb',
	'video/mp4',
	'video/quicktime',
	'video/webm',
	'audio/mpeg'
]);

/** Text under such a name is a page or a drawing in disguise, or a broken file: of no use to the desk either way. */
const NEVER_TEXT =
	/\.(png|jpe?g|gif|webp|heic|avif|pdf|zip|docx?|xlsx?|pptx?|od[ts]|msg|mp[34]|mov|webm)$/i;

export type UploadedFile = {
	bytes: Uint8Array;
	name: string;
	size: number;
	mediaType: string;
	sha256: string;
};

/**
 * Reads a file that somebody sent. Its type is what the bytes say, never what the name or browser says; plain text is
 * what has no NUL and is UTF-8. At most 20 MB. Throws Invalid at `field`.
 */
export async function readUploadedFile(file: File, field: string): Promise<UploadedFile> {
	if (file.size === 0) throw invalid({ [field]: ['errors_file_empty'] });
	if (file.size > LARGEST_FILE) throw invalid({ [field]: ['errors_file_large'] });
	const bytes = new Uint8Array(await file.arrayBuffer());
	const mediaType = await typeOf(bytes, file.name);
	if (!mediaType) throw invalid({ [field]: ['errors_file_type'] });
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { bytes, name: safeName(file.name), size: file.size, mediaType, sha256 };
}

async function typeOf(bytes: Uint8Array, name: string): Promise<string | undefined> {
	const found = await fileTypeFromBuffer(bytes);
	if (found) return ALLOWED.has(found.mime) ? found.mime : undefined;
	return isPlainText(bytes) && !NEVER_TEXT.test(name) ? 'text/plain' : undefined;
}

function isPlainText(bytes: Uint8Array): boolean {
	if (bytes.includes(0)) return false;
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}

/** The name without folders, control characters and what file systems refuse; at most 120 letters. */
function safeName(name: string): string {
	const last = name.split(/[/\\]/).at(-1) ?? '';
	const plain = last.replace(/[\p{Cc}\p{Bidi_Control}"<>:|?*]/gu, '').trim();
	return [...(plain || 'fail')].slice(-120).join('');
}
