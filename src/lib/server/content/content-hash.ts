import { createHash } from 'node:crypto';

function canonical(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return Object.fromEntries(entries.map(([key, one]) => [key, canonical(one)]));
}

/** SHA-256 of the content, whatever the order of its keys: the same content is the same version. */
export function contentHash(content: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(canonical(content)))
		.digest('hex');
}
