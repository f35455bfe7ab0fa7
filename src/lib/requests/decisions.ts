/** What may be decided about a stage. */
export const decisions = ['approved', 'rejected', 'returned'] as const;
export type Decision = (typeof decisions)[number];
