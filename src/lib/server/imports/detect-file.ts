import { DELIMITERS, type Delimiter, type Encoding } from '#lib/imports/file-forms.ts';

/** A workbook is a ZIP archive, whatever it is called. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** How a text is written: by its mark, else as UTF-8 when it is valid, else by how its letters lie. */
export function detectEncoding(bytes: Uint8Array): Encoding {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const head = bytes.subarray(0, 2000);
	const zeros = [0, 0];
	head.forEach((byte, n) => (zeros[n % 2] = (zeros[n % 2] ?? 0) + (byte === 0 ? 1 : 0)));
	const [even = 0, odd = 0] = zeros;
	if (even + odd > head.length / 8) return odd > even ? 'utf-16le' : 'utf-16be';
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return 'utf-8';
	} catch {
		return foreignLetters(bytes) ? 'windows-1251' : 'windows-1257';
	}
}

/** Russian words are letters beyond ASCII side by side; in Estonian one stands between others. */
function foreignLetters(bytes: Uint8Array): boolean {
	let beside = 0;
	let high = 0;
	for (let n = 0; n < bytes.length; n++) {
		if ((bytes[n] ?? 0) < 0x80) continue;
		high++;
		if ((bytes[n - 1] ?? 0) >= 0xc0 || (bytes[n + 1] ?? 0) >= 0xc0) beside++;
	}
	return beside > high * 0.6;
}

/** What stands between cells: the sign that the first lines have most evenly, outside of quotes. */
export function detectDelimiter(text: string): Delimiter {
	const lines = text
		.replaceAll(/"[^"]*"/g, '')
		.split(/\r?\n|\r/)
		.filter((line) => line.trim() !== '')
		.slice(0, 20);
	const scored = DELIMITERS.map((delimiter) => {
		const counts = lines.map((line) => line.split(delimiter).length - 1);
		const [first = 0] = counts;
		return { delimiter, score: first * counts.filter((count) => count === first).length };
	});
	scored.sort((a, b) => b.score - a.score);
	return scored[0]?.delimiter ?? ';';
}
