/** From how many colleagues on their habits say anything. */
const ENOUGH = 3;

/** How many of so many colleagues in the same position have something. */
export type Share = { colleagues: number; of: number };

/** Most of enough colleagues have it. */
export const isUsual = ({ colleagues, of }: Share) => of >= ENOUGH && colleagues * 10 >= of * 6;

/** Hardly any of enough colleagues has it. */
export const isUnusual = ({ colleagues, of }: Share) => of >= ENOUGH && colleagues * 4 < of;
