/** What became of an item in repair. */
export const REPAIR_OUTCOMES = ['repaired', 'replaced', 'no_fault', 'not_repairable'] as const;
export type RepairOutcome = (typeof REPAIR_OUTCOMES)[number];
