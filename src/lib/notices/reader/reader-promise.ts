/** What a reader says of a notice: they have read it, will do what it asks before, or have done it. */
export const READER_PROMISES = ['read', 'will_do', 'done'] as const;
export type ReaderPromise = (typeof READER_PROMISES)[number];
