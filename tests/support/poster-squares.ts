import { inflateSync } from 'node:zlib';

/** A rectangle as pdfmake draws a stroke of a QR code: begun, two sides, a third, closed. */
const STROKE = /(\d+) (\d+) m\s+(\d+) \2 l\s+\3 (\d+) l\s+\1 \4 l\s+h/g;

/** The dark squares that a poster's QR code is drawn with, row by row, as a camera sees them. */
export function squaresIn(pdf: Buffer, size: number): boolean[][] {
	const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
	for (const [, x1, y1, x2, y2] of drawingOf(pdf).matchAll(STROKE)) {
		if (Number(y2) - Number(y1) !== 1) continue;
		for (let x = Number(x1); x < Number(x2); x++) (rows[Number(y1)] ?? [])[x] = true;
	}
	return rows;
}

/** What the pages of a PDF draw, unpacked. */
function drawingOf(pdf: Buffer): string {
	const parts: string[] = [];
	for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
		const end = pdf.indexOf('endstream', at);
		if (end < 0) break;
		try {
			parts.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
		} catch {
			// Not packed, or no drawing.
		}
	}
	return parts.join('\n');
}
