/** The three moments when what somebody may use changes. */
export const CHANGE_KINDS = ['joiner', 'mover', 'leaver'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** `open` until all of it is done; a change that does not happen after all is cancelled. */
export const CHANGE_STATES = ['open', 'done', 'cancelled'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** What a line is about. */
export const LINE_KINDS = ['right', 'seat', 'item', 'account', 'module'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** What is to happen with it; a mover's new line manager decides it line by line. */
export const LINE_ACTS = ['add', 'keep', 'drop'] as const;
export type LineAct = (typeof LINE_ACTS)[number];

/** What a bundle gives. */
export const BUNDLE_LINE_KINDS = ['right', 'seat', 'item', 'module'] as const;
export type BundleLineKind = (typeof BUNDLE_LINE_KINDS)[number];

/** What a line manager says in a review. */
export const REVIEW_ANSWERS = ['keep', 'remove', 'unknown'] as const;
export type ReviewAnswer = (typeof REVIEW_ANSWERS)[number];

export const REVIEW_STATES = ['draft', 'open', 'closed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** How the directory and the register differ about a group. */
export const DIFFERENCE_KINDS = ['only_directory', 'only_register', 'unknown_account'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What was decided about a difference. */
export const DIFFERENCE_DECISIONS = [
	'register',
	'end_right',
	'add_to_directory',
	'remove_from_directory',
	'leave'
] as const;
export type DifferenceDecision = (typeof DIFFERENCE_DECISIONS)[number];
