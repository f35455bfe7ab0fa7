/** Label sheets and tapes, in millimetres. `left` and `top` are the margins of the sheet, `stepX` and `stepY` from label to label. */
export type LabelFormat = {
	page: { width: number; height: number };
	label: { width: number; height: number };
	columns: number;
	rows: number;
	left: number;
	top: number;
	stepX: number;
	stepY: number;
};

const A4 = { width: 210, height: 297 };

export const LABEL_CODES = ['L7160', '3474', 'L7636', 'L4731', '62x29'] as const;
export type LabelCode = (typeof LABEL_CODES)[number];

/** By the number on the box; `62x29` is a label printer that prints one at a time. */
export const LABEL_FORMATS: Record<LabelCode, LabelFormat> = {
	L7160: {
		...{ page: A4, label: { width: 63.5, height: 38.1 }, columns: 3, rows: 7 },
		...{ left: 7.25, top: 15.15, stepX: 66, stepY: 38.1 }
	},
	'3474': {
		...{ page: A4, label: { width: 70, height: 37 }, columns: 3, rows: 8 },
		...{ left: 0, top: 0.5, stepX: 70, stepY: 37 }
	},
	L7636: {
		...{ page: A4, label: { width: 45.7, height: 21.2 }, columns: 4, rows: 12 },
		...{ left: 9.85, top: 21.3, stepX: 48.2, stepY: 21.2 }
	},
	L4731: {
		...{ page: A4, label: { width: 25.4, height: 10 }, columns: 7, rows: 27 },
		...{ left: 8.6, top: 13.5, stepX: 27.9, stepY: 10 }
	},
	'62x29': {
		...{ page: { width: 62, height: 29 }, label: { width: 62, height: 29 }, columns: 1, rows: 1 },
		...{ left: 0, top: 0, stepX: 62, stepY: 29 }
	}
};

export const isLabelCode = (text: string): text is LabelCode =>
	(LABEL_CODES as readonly string[]).includes(text);

/** How many labels a sheet has. */
export const labelsOnSheet = ({ columns, rows }: LabelFormat): number => columns * rows;

/** How many sheets so many labels take, the first of them begun at label `start` (from 1). */
export const sheetsFor = (format: LabelFormat, count: number, start: number): number =>
	Math.ceil((count + start - 1) / labelsOnSheet(format));

/** Left upper corner of the n-th label of a sheet (from 0), row by row. */
export function labelCorner(format: LabelFormat, n: number): { x: number; y: number } {
	const { columns, left, top, stepX, stepY } = format;
	return { x: left + (n % columns) * stepX, y: top + Math.floor(n / columns) * stepY };
}
