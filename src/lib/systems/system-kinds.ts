/** What one may hold a right in. */
export const SYSTEM_KINDS = ['system', 'mailbox', 'group', 'folder'] as const;
export type SystemKind = (typeof SYSTEM_KINDS)[number];

/** How much harm a role can do in wrong hands. */
export const ROLE_RISKS = ['low', 'medium', 'high'] as const;
export type RoleRisk = (typeof ROLE_RISKS)[number];

/** From 1 (can wait a week) to 4 (life and law). */
export const CRITICALITIES = [1, 2, 3, 4] as const;

/** Days before its end from which a right is shown as ending soon. */
export const EXPIRING_WITHIN_DAYS = 30;
