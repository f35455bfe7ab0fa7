/** Addresses below `/training` and `/admin/training` that are pages of the portal: no module may have them. */
const RESERVED = new Set([
	...['certificates', 'changes', 'courses', 'evidence', 'import', 'new', 'offline', 'overview'],
	...['paths', 'people', 'export', 'text-size']
]);

/** True for an address that the portal needs itself. */
export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug);
