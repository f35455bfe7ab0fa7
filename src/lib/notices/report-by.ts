/** What the report of notices is divided by. */
export const REPORT_BY = ['month', 'system', 'owner'] as const;
export type ReportBy = (typeof REPORT_BY)[number];
