import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/software` can say. */
export const productsShape = {
	filters: ['policy', 'seats', 'ending', 'active'],
	sorts: ['name', 'free'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What the addresses of `/admin/software/licences` can say. */
export const licencesShape = {
	filters: ['product', 'state', 'metric', 'ending', 'until'],
	sorts: ['until', 'product', 'from'],
	falling: ['from'],
	defaultSort: 'until'
} as const satisfies ListShape;

/** What the addresses of `/admin/software/reclaim` can say. */
export const reclaimShape = {
	filters: ['state', 'product'],
	sorts: ['used', 'product'],
	defaultSort: 'used'
} as const satisfies ListShape;

/** A licence that ends within so many days is said to be ending. */
export const ENDING_DAYS = 60;
