import type { ListShape } from '#lib/lists/list-state.ts';

export const MODULE_STATES = ['active', 'hidden', 'draft', 'problems'] as const;
export type ModuleState = (typeof MODULE_STATES)[number];

export const LANGUAGE_MARKS = ['fresh', 'stale', 'missing'] as const;
export type LanguageMark = (typeof LANGUAGE_MARKS)[number];

/** What the addresses of `/admin/training` can say. */
export const modulesShape = {
	filters: ['state', 'source', 'language', 'software'],
	sorts: ['title', 'changed'],
	falling: ['changed'],
	defaultSort: 'title'
} as const satisfies ListShape;

/** Where somebody stands with a module, as lists say it. */
export const DUTY_STATES = [
	'overdue',
	'due',
	'expiring',
	'done',
	'expired',
	'waived',
	'ended'
] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** What the addresses of `/admin/training/<key>/people` can say. */
export const obligationsShape = {
	filters: ['state', 'unit', 'origin'],
	sorts: ['name', 'due', 'assigned'],
	falling: ['assigned'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What the addresses of `/training/people` can say. */
export const myPeopleShape = {
	filters: ['state', 'module'],
	sorts: ['name', 'due'],
	defaultSort: 'name'
} as const satisfies ListShape;

export const OVERVIEW_BY = ['module', 'unit', 'software'] as const;
export type OverviewBy = (typeof OVERVIEW_BY)[number];
