/** Happenings that practices may ask for and that the audit log does not keep; every action of the log may be asked for too. */
export const PRACTISED = ['answer.read', 'draft.saved', 'preferences.saved'] as const;
export type Practised = (typeof PRACTISED)[number];

/** Whoever did this before has it still: it counts from whenever it was. */
export const LASTING_EVENT = 'second_factor.enabled';
