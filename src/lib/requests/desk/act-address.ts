/**
 * Where a desk form posts to: the act, with the address's own filters and open request kept, so that the same view
 * comes back also without JavaScript.
 */
export function actAddress(act: string, url: URL): string {
	const kept = [...url.searchParams].filter(([key]) => !key.startsWith('/'));
	const rest = new URLSearchParams(kept).toString();
	return `?/${act}${rest ? `&${rest}` : ''}`;
}
