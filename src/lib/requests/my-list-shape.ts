import type { ListShape } from '#lib/lists/list-state.ts';

/** Whose requests a person can list: own, of people they lead, of units they represent. */
export const requestTabs = ['mine', 'people', 'unit'] as const;
export type RequestTab = (typeof requestTabs)[number];

/** What the address of the employee's list may say. `whom=others` narrows to what was asked for others. */
export const myListShape: ListShape = {
	filters: ['tab', 'state', 'whom'],
	sorts: ['turn', 'number'],
	defaultSort: 'turn'
};
