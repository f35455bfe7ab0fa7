/** What may lie beside a module's text, by the ending of its name. */
const TYPES: Record<string, string> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
	avif: 'image/avif',
	svg: 'image/svg+xml',
	pdf: 'application/pdf',
	mp4: 'video/mp4',
	webm: 'video/webm',
	mp3: 'audio/mpeg',
	vtt: 'text/vtt',
	txt: 'text/plain',
	csv: 'text/csv',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
	asice: 'application/vnd.etsi.asic-e+zip'
};

/** First bytes of the kinds that a browser shows by itself: a name alone proves nothing. */
const BEGINNINGS: Record<string, (bytes: Uint8Array) => boolean> = {
	'image/png': starts(0, [0x89, 0x50, 0x4e, 0x47]),
	'image/jpeg': starts(0, [0xff, 0xd8, 0xff]),
	'image/gif': starts(0, [0x47, 0x49, 0x46, 0x38]),
	'image/webp': starts(8, [0x57, 0x45, 0x42, 0x50]),
	'image/avif': starts(4, [0x66, 0x74, 0x79, 0x70]),
	'application/pdf': starts(0, [0x25, 0x50, 0x44, 0x46])
};

/** A larger file belongs on a shared folder. In bytes. */
export const LARGEST_MEDIA = 20_000_000;

/** The media type of a file, or undefined when its name or its first bytes do not fit a kind that may be kept. */
export function mediaType(name: string, bytes: Uint8Array): string | undefined {
	const type = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''];
	if (!type) return undefined;
	return (BEGINNINGS[type]?.(bytes) ?? true) ? type : undefined;
}

function starts(offset: number, expected: number[]): (bytes: Uint8Array) => boolean {
	return (bytes) => expected.every((one, at) => bytes[offset + at] === one);
}
