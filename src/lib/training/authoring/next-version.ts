import type { Change } from '#lib/training/module-text.ts';

const FIRST = '1.0.0';

/** The number of the next edition: after the greatest there has been, so that none is used twice. */
export function nextVersion(versions: readonly string[], change: Change): string {
	const greatest = versions
		.map((version) => version.split('.').map(Number))
		.sort((a, b) => compare(b, a))[0];
	if (!greatest) return FIRST;
	const [major = 0, minor = 0, patch = 0] = greatest;
	if (change === 'major') return `${major + 1}.0.0`;
	return change === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

function compare(a: readonly number[], b: readonly number[]): number {
	for (let at = 0; at < 3; at++) {
		const difference = (a[at] ?? 0) - (b[at] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
