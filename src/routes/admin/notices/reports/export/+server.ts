import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { reportNotices, type ReportRow } from '$lib/server/notices/joins/reports.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { reportQuery } from '../report-query.ts';
import type { RequestEvent } from './$types';

const byWords = {
	month: m.notice_plan_report_by_month,
	system: m.notice_plan_report_by_system,
	owner: m.notice_plan_report_by_owner
};

/** The report as a file; times in minutes, for reckoning. */
export const GET = guarded(async ({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const { by, period } = reportQuery(url.searchParams, clock.now());
	const rows = await reportNotices(db, signedIn({ locals }), { by, ...period });
	const nameOf = ({ key, name }: ReportRow) =>
		name === null ? key : typeof name === 'string' ? name : localize(name, locale);
	const share = ({ inTime, late }: ReportRow) =>
		inTime + late === 0 ? null : Math.round((inTime / (inTime + late)) * 100);
	return exportResponse(
		oneByOne(rows),
		[
			{ heading: byWords[by](), value: nameOf },
			{ heading: m.notice_plan_col_notices(), value: (row) => row.notices },
			{ heading: m.notice_plan_col_in_time(), value: (row) => row.inTime },
			{ heading: m.notice_plan_col_late(), value: (row) => row.late },
			{ heading: m.notice_plan_col_share(), value: share },
			{ heading: m.notice_plan_col_outages(), value: (row) => row.outages },
			{ heading: m.notice_plan_col_planned_minutes(), value: (row) => row.plannedMinutes },
			{ heading: m.notice_plan_col_real_minutes(), value: (row) => row.realMinutes },
			{ heading: m.notice_plan_col_overran(), value: (row) => row.overran }
		],
		`notices-${by}`,
		url.searchParams.get('format')
	);
});

async function* oneByOne(rows: ReportRow[]): AsyncGenerator<ReportRow> {
	yield* await Promise.resolve(rows);
}
