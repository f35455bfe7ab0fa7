/** Whom a rule covers. */
export const RULE_KINDS = [
	'everyone',
	'new_employees',
	/** Holders of the module's own software and systems. */
	'holders',
	'product',
	'system',
	'unit',
	'role',
	'person'
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** How an obligation ended. `superseded`: a major edition opened the next cycle; `module_hidden`: nobody can do it while it is not offered. */
export const CLOSE_REASONS = [
	'completed',
	'waived',
	'left_audience',
	'left_town',
	'module_hidden',
	'superseded',
	'withdrawn'
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/**
 * Where somebody stands with a module. What is open comes before an earlier proof that may still count: a new version or
 * a renewal asks for it again. `expiring`: it counts, and may be renewed.
 */
export type LearnerState = 'overdue' | 'due' | 'expired' | 'expiring' | 'done' | 'not_assigned';

/** Days before the end of validity on which renewal opens; the new validity counts from the old end. */
export const RENEWAL_WINDOW_DAYS = 30;
