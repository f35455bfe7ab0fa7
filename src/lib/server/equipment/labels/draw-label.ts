import { code128 } from '#lib/equipment/labels/code128.ts';
import { qrCode } from '#lib/server/files/qr-code.ts';

/** What stands on one label. */
export type Label = { id: string; inventoryNumber: string; model: string };

/** A drawing of one label in millimetres: shapes that are scaled and moved into place, and lines of text. */
export type LabelDrawing = {
	shapes: {
		path: string;
		x: number;
		y: number;
		scaleX: number;
		scaleY: number;
		/** Lines one unit thick instead of filled areas: a paper takes them up in half the time. */
		isLines?: boolean;
	}[];
	/** `y` is the top of the line, `size` its height in millimetres. */
	texts: { words: string; x: number; y: number; size: number; bold: boolean }[];
};

const PAD = 1.5;
/** A narrower bar is not read by a phone. In millimetres. */
const THINNEST_BAR = 0.19;
/** Quiet margin on each side, in bars. */
const QUIET = 10;
/** Width of a letter of Roboto by its height, on average. */
const LETTER = 0.56;

/**
 * Draws a label: a QR code with the address of the thing, the town's name, the inventory number and the model, and the
 * number as Code 128 where it fits wide enough to be read.
 */
export function drawLabel(
	label: Label,
	{ width, height }: { width: number; height: number },
	names: { address: string; town: string }
): LabelDrawing {
	const qr = qrCode(names.address);
	const small = height < 14;
	const pad = small ? 0.5 : PAD;
	const side = Math.min(height - 2 * pad, width * 0.42);
	const x = pad + side + (small ? 0.5 : 1);
	const room = width - x - pad;
	const scale = side / qr.size;
	const top = (height - side) / 2;
	const shapes: LabelDrawing['shapes'] = [
		{ path: linesOf(qr.path), x: pad, y: top, scaleX: scale, scaleY: scale, isLines: true }
	];
	const texts: LabelDrawing['texts'] = [];
	let y = small ? 1.2 : pad + 0.5;
	const write = (words: string, wanted: number, bold = false) => {
		// Lines that say who owns it are cut; the number is made smaller instead.
		const size = bold ? Math.min(wanted, room / (words.length * LETTER)) : wanted;
		const most = Math.max(1, Math.floor(room / (size * LETTER)));
		const cut = words.length > most ? `${words.slice(0, most - 1)}…` : words;
		texts.push({ words: cut, x, y, size, bold });
		y += size * 1.25;
	};
	const unit = height / 20;
	if (!small) write(names.town, Math.min(2.4, 1.9 * unit));
	write(label.inventoryNumber, small ? 2.6 : Math.min(4.4, 3.2 * unit), true);
	write(label.model, small ? 1.8 : Math.min(2.6, 2 * unit));
	const bars = barsOf(label.inventoryNumber);
	const bar = bars ? room / (bars.modules + 2 * QUIET) : 0;
	const left = height - pad - y - 0.5;
	if (bars && bar >= THINNEST_BAR && left >= 4) {
		const scaleX = Math.min(bar, 0.38);
		const tall = Math.min(left, 12);
		shapes.push({
			...{ path: bars.path, x: x + QUIET * scaleX * 0.5, y: height - pad - tall },
			...{ scaleX, scaleY: tall }
		});
	}
	return { shapes, texts };
}

/** The dark squares of a QR code, each run of them as a line through its middle. */
const linesOf = (path: string): string => path.replace(/M(\d+) (\d+)h(\d+)v1H\d+z/g, 'M$1 $2.5h$3');

/** Numbers with letters that Code 128 does not have stand on the label in words and in the QR code only. */
function barsOf(text: string): { modules: number; path: string } | undefined {
	return /^[\x20-\x7e]+$/.test(text) ? code128(text) : undefined;
}
