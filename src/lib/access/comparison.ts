import type { DifferenceDecision, DifferenceKind } from './change-kinds.ts';

/** What may be decided about a difference of each kind, the usual one first. */
export const DECISIONS_FOR: Record<DifferenceKind, readonly DifferenceDecision[]> = {
	only_directory: ['remove_from_directory', 'register'],
	only_register: ['end_right', 'add_to_directory'],
	unknown_account: ['remove_from_directory', 'leave']
};

/** Decisions that somebody who reads the register later needs a reason for. */
export const NEEDS_REASON: readonly DifferenceDecision[] = ['register', 'leave'];
