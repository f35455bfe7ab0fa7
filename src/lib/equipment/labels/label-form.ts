import { isLabelCode, LABEL_FORMATS, labelsOnSheet, type LabelCode } from './label-formats.ts';

/** What an address says of the sheet: which labels, and which is the first one left on it. */
export function readLabelForm(query: URLSearchParams): { code: LabelCode; start: number } {
	const wanted = query.get('sheet') ?? '';
	const code = isLabelCode(wanted) ? wanted : 'L7160';
	const start = Number(query.get('start') ?? 1);
	const most = labelsOnSheet(LABEL_FORMATS[code]);
	return { code, start: Number.isInteger(start) && start >= 1 && start <= most ? start : 1 };
}
