/** Why the number of a kind of supplies changed. */
export const STOCK_WHYS = ['received', 'given', 'moved', 'counted', 'written_off'] as const;
export type StockWhy = (typeof STOCK_WHYS)[number];
