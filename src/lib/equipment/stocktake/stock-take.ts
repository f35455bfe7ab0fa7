/** Being counted, counted and waiting for signatures, signed by the commission, or given up. */
export const STOCK_TAKE_STATES = ['counting', 'signing', 'signed', 'cancelled'] as const;
export type StockTakeState = (typeof STOCK_TAKE_STATES)[number];

/** What is counted: things of these places, units and categories; an empty list leaves nothing out. */
export type StockTakeScope = { placeIds: string[]; unitIds: string[]; categories: string[] };

/** Not seen yet, seen where it should be, seen elsewhere, not seen when counting ended. */
export const COUNT_RESULTS = ['expected', 'found', 'wrong_place', 'missing'] as const;
export type CountResult = (typeof COUNT_RESULTS)[number];

/** Move it to where it was seen; say that it is missing; say that a missing one is there; a label nobody knows. */
export const CORRECTION_KINDS = ['move', 'missing', 'found', 'unknown'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

export const CORRECTION_STATES = ['proposed', 'accepted', 'declined'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** What somebody who scans is told: seen where it should be, elsewhere, no such label, seen already. */
export const SCAN_OUTCOMES = ['found', 'elsewhere', 'unknown', 'twice'] as const;
export type ScanOutcome = (typeof SCAN_OUTCOMES)[number];
