import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/equipment/stock-takes` can say. */
export const stockTakesShape = {
	filters: ['state'],
	sorts: ['began'],
	falling: ['began'],
	defaultSort: 'began'
} as const satisfies ListShape;

/** Of the things of one stock-take. */
export const countedShape = {
	filters: ['result', 'place', 'category', 'by'],
	sorts: ['number', 'seen'],
	falling: ['seen'],
	defaultSort: 'number'
} as const satisfies ListShape;

/** Of what was scanned. */
export const scansShape = {
	filters: ['outcome', 'by', 'late'],
	sorts: ['arrived'],
	falling: ['arrived'],
	defaultSort: 'arrived'
} as const satisfies ListShape;

/** Of what it proposes. */
export const correctionsShape = {
	filters: ['state', 'kind'],
	sorts: ['number'],
	defaultSort: 'number'
} as const satisfies ListShape;
