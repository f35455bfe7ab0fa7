import { isMap, isScalar, type Document, type LineCounter } from 'yaml';

/** The line of a place in the document, or of the nearest thing around it when it is missing. */
export function lineOf(document: Document.Parsed, lines: LineCounter, path: (string | number)[]): number {
	for (let depth = path.length; depth > 0; depth -= 1) {
		const around = document.getIn(path.slice(0, depth - 1), true);
		const key = path[depth - 1];
		if (isMap(around)) {
			const pair = around.items.find((one) => isScalar(one.key) && one.key.value === key);
			if (pair && isScalar(pair.key) && pair.key.range)
				return lines.linePos(pair.key.range[0]).line;
		}
		const node = document.getIn(path.slice(0, depth), true);
		if (node && typeof node === 'object' && 'range' in node) {
			const range = node.range as [number, number, number] | null | undefined;
			if (range) return lines.linePos(range[0]).line;
		}
	}
	return 1;
}
