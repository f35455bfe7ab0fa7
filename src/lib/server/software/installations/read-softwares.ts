/** A name, its maker and a version, as a device reported it. */
export type ReportedSoftware = { name: string; publisher: string; version: string };

/** What the index of names holds, in whatever letters. */
const LONGEST_NAME = 500;
const LONGEST_PUBLISHER = 100;
const LONGEST_VERSION = 100;
/** More than any device has: the rest is left out. */
const MOST = 5000;

/** `7-Zip 23.01 (x64)` says its version in its name only. */
const VERSION_IN_NAME = /(?:^|\s|v)(\d+(?:\.\d+)+)/i;

/**
 * The software of a report: each name, maker and version once, in the order in which they are written. Undefined when the
 * report does not speak of software, or names none: that proves nothing.
 */
export function readSoftwares(content: Record<string, unknown>): ReportedSoftware[] | undefined {
	const { softwares } = content;
	if (!Array.isArray(softwares)) return undefined;
	const found = new Map<string, ReportedSoftware>();
	for (const said of softwares.slice(0, MOST)) {
		const { name, publisher, version } = (
			typeof said === 'object' && said !== null ? said : {}
		) as Record<string, unknown>;
		const one = {
			name: text(name, LONGEST_NAME),
			publisher: text(publisher, LONGEST_PUBLISHER),
			version: text(version, LONGEST_VERSION)
		};
		if (one.name === '') continue;
		one.version ||= VERSION_IN_NAME.exec(one.name)?.[1] ?? '';
		found.set(JSON.stringify([one.name, one.publisher, one.version]), one);
	}
	if (found.size === 0) return undefined;
	return [...found.values()].sort(
		(a, b) => compare(a.name, b.name) || compare(a.publisher, b.publisher)
	);
}

function text(value: unknown, most: number): string {
	if (typeof value !== 'string' && typeof value !== 'number') return '';
	const plain = String(value)
		.toWellFormed()
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim();
	return plain.length > most ? plain.slice(0, most).toWellFormed().trim() : plain;
}

/** By code units: every report takes the names in the same order, so that none waits for another in a ring. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
