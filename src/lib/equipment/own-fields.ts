/** What a category's own field may hold. */
export const OWN_FIELD_TYPES = ['text', 'number', 'date', 'yes_no', 'choice'] as const;
export type OwnFieldType = (typeof OWN_FIELD_TYPES)[number];
