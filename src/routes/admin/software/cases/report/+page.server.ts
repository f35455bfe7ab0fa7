import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { caseReport } from '$lib/server/software/cases/case-report.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { reportYear } from './report-year.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const today = isoDay(clock.now());
	const year = reportYear(event.url.searchParams, today);
	const rows = await caseReport(db, signedIn(event), year, today);
	return {
		year,
		rows: rows.map((row) => ({ ...row, unit: row.unit && localize(row.unit, locale) }))
	};
});
