import type { PageBlock } from './module-text.ts';

/** What became of a part of a page since the reader did it. */
export type ChangeMark = 'added' | 'changed' | 'removed';

/** A part of a page as shown: marked where it differs from what the reader once read. */
export type ShownBlock = PageBlock & {
	mark?: ChangeMark;
	anchor?: string;
	/** The parts that differ are marked within it: the other tabs of the group are as they were. */
	within?: boolean;
};

/** A place of a page that has changed, for the list above it. */
export type ChangedPlace = { anchor: string; mark: ChangeMark; words: string };
