/** What somebody says of a thing that the register puts in their hands. */
export const HOLDING_ANSWERS = ['mine', 'not_mine', 'cannot_find'] as const;
export type HoldingAnswer = (typeof HOLDING_ANSWERS)[number];
