/** What became of an item in repair. */
export const REPAIR_OUTCOMES = ['repaired', 'replaced', 'no_fault', 'not_repairable'] as const;
export type RepairOutcome = (typeof REPAIR_OUTCOMES)[number];

/** What becomes of the loan when the item is back. */
export const LOAN_ANSWERS = ['returned', 'asked_back', 'kept'] as const;
export type LoanAnswer = (typeof LOAN_ANSWERS)[number];
