import { m } from '$lib/paraglide/messages.js';
import { caseKindWord, caseStateWord } from '$lib/software/case-words.ts';
import type { CaseReportRow } from '$lib/server/software/cases/case-report.ts';

type Counted = Exclude<keyof CaseReportRow, 'month' | 'unit'>;

/** The numbers of the report, in the order of its columns. */
export const reportNumbers = (): { key: Counted; label: string }[] => [
	{ key: 'opened', label: m.legality_report_opened() },
	{ key: 'forbidden', label: caseKindWord('forbidden') },
	{ key: 'unlicensed', label: caseKindWord('unlicensed') },
	{ key: 'outdated', label: caseKindWord('outdated') },
	{ key: 'removed', label: caseStateWord('removed') },
	{ key: 'licensed', label: caseStateWord('licensed') },
	{ key: 'excused', label: caseStateWord('excused') },
	{ key: 'open', label: caseStateWord('open') },
	{ key: 'overdue', label: caseStateWord('open', true) }
];
