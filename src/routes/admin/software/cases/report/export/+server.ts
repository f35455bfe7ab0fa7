import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { caseReport, type CaseReportRow } from '$lib/server/software/cases/case-report.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';
import { reportNumbers } from '../report-columns.ts';
import { reportYear } from '../report-year.ts';

/** The cases of a year by unit and month as a file. */
export const GET = guarded(async ({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const today = isoDay(clock.now());
	const year = reportYear(url.searchParams, today);
	const rows = await caseReport(db, signedIn({ locals }), year, today);
	return exportResponse(
		each(rows),
		[
			{ heading: m.legality_report_month(), value: (row) => row.month },
			{ heading: m.legality_col_unit(), value: (row) => row.unit && localize(row.unit, locale) },
			...reportNumbers().map(({ key, label }) => ({
				heading: label,
				value: (row: CaseReportRow) => row[key]
			}))
		],
		`software-cases-${year}`,
		url.searchParams.get('format')
	);
});

async function* each(rows: CaseReportRow[]): AsyncGenerator<CaseReportRow> {
	yield* rows;
}
