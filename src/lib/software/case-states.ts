/** Why software on a device is not as it should be. */
export const CASE_KINDS = ['forbidden', 'unlicensed', 'outdated'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** How a case stands: only a later report closes it as removed. */
export const CASE_STATES = ['open', 'removed', 'licensed', 'excused'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** How a rule looks at the name that devices report. */
export const NAME_MATCHES = ['exact', 'starts', 'contains'] as const;
export type NameMatch = (typeof NAME_MATCHES)[number];
