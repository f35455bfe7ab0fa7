import type { LooseText } from './notice-text.ts';

/** The parts of a report after an outage, in the order of its page. */
export const REPORT_PARTS = ['what', 'impact', 'cause', 'change'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** What happened, whom it touched, why, and what will be different. */
export type ReportTexts = Record<ReportPart, LooseText>;
