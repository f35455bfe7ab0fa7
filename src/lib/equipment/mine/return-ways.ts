/** How a thing gets back to the desk. */
export const RETURN_WAYS = ['fetch', 'bring'] as const;
export type ReturnWay = (typeof RETURN_WAYS)[number];
