import { encode } from 'uqr';

/** A QR code as one SVG path over a square of `size` units, with the quiet margin that readers need. */
export type QrCode = { size: number; path: string };

/** Draws a text as a QR code. Rows of dark squares become one stroke each, so the page stays small. */
export function qrCode(text: string): QrCode {
	const { size, data } = encode(text, { border: 4 });
	const strokes = data.flatMap((row, y) => {
		const runs: string[] = [];
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue;
			const start = x;
			while (row[x + 1]) x++;
			runs.push(`M${start} ${y}h${x + 1 - start}v1H${start}z`);
		}
		return runs;
	});
	return { size, path: strokes.join('') };
}
