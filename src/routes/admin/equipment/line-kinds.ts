/** The acts that the desk makes of many things at once. */
export const NEW_KINDS = ['handover', 'return', 'transfer'] as const;
export type NewKind = (typeof NEW_KINDS)[number];

/** What things are put together for, one number after another. */
export const LINE_KINDS = [...NEW_KINDS, 'repair'] as const;
export type LineKind = (typeof LINE_KINDS)[number];
