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

/** Days before the end of validity on which renewal opens; the new validity counts from the old end. */
export const RENEWAL_WINDOW_DAYS = 30;
