/** Widths of bars and gaps of the values 0 to 106 of Code 128 (ISO/IEC 15417), as digits. */
const PATTERNS = (
	'212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 ' +
	'122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 ' +
	'322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 ' +
	'112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 ' +
	'331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 ' +
	'112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 ' +
	'124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 ' +
	'411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

const START_B = 104;
const START_C = 105;
const TO_C = 99;
const TO_B = 100;
const STOP = 106;

const digitsFrom = (text: string, at: number): number =>
	/^\d*/.exec(text.slice(at))?.[0].length ?? 0;

/**
 * The values that a text becomes, from start to stop with the check value. Runs of digits take half the room in set C:
 * four or more at the start or the end, six or more between. Throws RangeError for letters that set B does not have.
 */
export function code128Values(text: string): number[] {
	if (text === '' || /[^\x20-\x7e]/.test(text)) {
		throw new RangeError('Code 128 takes one or more printable ASCII letters.');
	}
	const values: number[] = [];
	let inC = false;
	for (let at = 0; at < text.length;) {
		const run = digitsFrom(text, at);
		const isEdge = at === 0 || at + run === text.length;
		if (!inC && (run >= 6 || (run >= 4 && isEdge) || (run === 2 && text.length === 2))) {
			// An odd digit stays in set B, before the pairs unless the text begins with them.
			if (run % 2 === 1 && at > 0) {
				values.push(text.charCodeAt(at) - 32);
				at += 1;
			}
			values.push(values.length === 0 ? START_C : TO_C);
			inC = true;
		} else if (values.length === 0) values.push(START_B);
		if (inC && digitsFrom(text, at) >= 2) {
			values.push(Number(text.slice(at, at + 2)));
			at += 2;
			continue;
		}
		if (inC) {
			values.push(TO_B);
			inC = false;
		}
		values.push(text.charCodeAt(at) - 32);
		at += 1;
	}
	const check = values.reduce((sum, value, n) => sum + value * Math.max(n, 1), 0) % 103;
	return [...values, check, STOP];
}

/** A bar code as one SVG path, one unit high and as wide as its `modules`; the quiet margins are the caller's. */
export function code128(text: string): { modules: number; path: string } {
	let x = 0;
	const bars: string[] = [];
	for (const value of code128Values(text)) {
		const widths = PATTERNS[value] ?? '';
		for (let n = 0; n < widths.length; n++) {
			const width = Number(widths[n]);
			if (n % 2 === 0) bars.push(`M${x} 0h${width}v1h-${width}z`);
			x += width;
		}
	}
	return { modules: x, path: bars.join('') };
}
