import type { Content } from 'pdfmake';
import {
	labelCorner,
	labelsOnSheet,
	sheetsFor,
	type LabelFormat
} from '#lib/equipment/labels/label-formats.ts';
import { makePdf } from '#lib/server/files/pdf.ts';
import { drawLabel, type Label, type LabelDrawing } from './draw-label.ts';

export type LabelOrder = {
	labels: readonly Label[];
	format: LabelFormat;
	/** The first label of the first sheet that is still there, from 1. */
	start: number;
	/** Where the portal is: labels lead to `<origin>/things/<id>`. */
	origin: string;
	town: string;
};

const POINTS = 72 / 25.4;

type Placed = { x: number; y: number; drawing: LabelDrawing };

function placedOn({ labels, format, start, origin, town }: LabelOrder, sheet: number): Placed[] {
	const most = labelsOnSheet(format);
	const first = sheet * most - (start - 1);
	return Array.from({ length: most }, (_, n) => ({ n, label: labels[first + n] })).flatMap(
		({ n, label }) =>
			label
				? [
						{
							...labelCorner(format, n),
							drawing: drawLabel(label, format.label, {
								address: `${origin}/things/${label.id}`,
								town
							})
						}
					]
				: []
	);
}

const LINES = ' fill="none" stroke="#000" stroke-width="1"';

const round = (value: number) => Number(value.toFixed(4));

/** The shapes of a sheet as one drawing; words are left out, which a paper sets in its own letters. */
function shapesOf(placed: readonly Placed[]): string {
	return placed
		.flatMap(({ x, y, drawing }) =>
			drawing.shapes.map(
				(shape) =>
					`<path transform="translate(${round(x + shape.x)} ${round(y + shape.y)}) scale(${round(shape.scaleX)} ${round(shape.scaleY)})"${shape.isLines ? LINES : ''} d="${shape.path}"/>`
			)
		)
		.join('');
}

const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** One sheet as a drawing for the screen, `sheet` from 0. */
export function sheetSvg(order: LabelOrder, sheet: number): string {
	const { format } = order;
	const { width, height } = format.page;
	const placed = placedOn(order, sheet);
	const words = placed.flatMap(({ x, y, drawing }) =>
		drawing.texts.map(
			(line) =>
				`<text x="${round(x + line.x)}" y="${round(y + line.y + line.size)}" font-size="${round(line.size)}"${line.bold ? ' font-weight="700"' : ''}>${escaped(line.words)}</text>`
		)
	);
	const edges = Array.from({ length: labelsOnSheet(format) }, (_, n) => {
		const { x, y } = labelCorner(format, n);
		return `<rect x="${round(x)}" y="${round(y)}" width="${format.label.width}" height="${format.label.height}" rx="1.5" fill="none" stroke="#999" stroke-width="0.2"/>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Roboto, Arial, sans-serif"><rect width="${width}" height="${height}" fill="#fff"/>${edges.join('')}${shapesOf(placed)}${words.join('')}</svg>`;
}

/** All sheets as one PDF in the size of the paper, for a printer that scales nothing. */
export function labelsPdf(order: LabelOrder, title: string, at: Date): Promise<Buffer> {
	const { format, labels, start } = order;
	const page = { width: format.page.width * POINTS, height: format.page.height * POINTS };
	const count = Math.max(1, sheetsFor(format, labels.length, start));
	const content = Array.from({ length: count }, (_, sheet): Content[] => {
		const placed = placedOn(order, sheet);
		const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${format.page.width}" height="${format.page.height}" viewBox="0 0 ${format.page.width} ${format.page.height}">${shapesOf(placed)}</svg>`;
		return [
			{
				...{ svg, width: page.width, absolutePosition: { x: 0, y: 0 } },
				...(sheet > 0 ? { pageBreak: 'before' as const } : {})
			},
			...placed.flatMap(({ x, y, drawing }) =>
				drawing.texts.map((line) => ({
					...{ text: line.words, fontSize: line.size * POINTS, bold: line.bold, lineHeight: 1 },
					noWrap: true,
					absolutePosition: { x: (x + line.x) * POINTS, y: (y + line.y) * POINTS }
				}))
			)
		];
	});
	return makePdf({ title, language: 'et', at, foot: '', content, bare: page });
}
