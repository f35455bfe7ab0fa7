import { createHash } from 'node:crypto';

/**
 * One key for each request that a single form makes: the first keeps the form's own key, the others follow from it,
 * so that the whole form sent twice is recognised.
 */
export function submissionKeys(key: string, count: number): string[] {
	return Array.from({ length: count }, (_, n) => (n === 0 ? key : derived(key, n)));
}

function derived(key: string, n: number): string {
	const hex = createHash('sha256').update(`${key}:${n}`).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20, 32)
	].join('-');
}
