import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { overviewWord } from '$lib/training/authoring/authoring-words.ts';
import { OVERVIEW_BY } from '$lib/training/authoring/list-shapes.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import {
	trainingOverview,
	type OverviewRow
} from '$lib/server/training/authoring/training-overview.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The overview as a file. */
export const GET = guarded(async ({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const actor = signedIn({ locals });
	const by = OVERVIEW_BY.find((one) => one === url.searchParams.get('by')) ?? 'module';
	const key = url.searchParams.get('module');
	const module = key
		? (await listModuleOptions(db, locale)).find((one) => one.key === key)
		: undefined;
	const input = { by, ...(module && { moduleId: module.id }) };
	const rows = await trainingOverview(db, actor, input, clock);
	return exportResponse(
		oneByOne(rows),
		[
			{ heading: overviewWord(by), value: (row) => localize(row.name, locale) },
			{ heading: m.authoring_col_assigned(), value: (row) => row.assigned },
			{ heading: m.authoring_col_started(), value: (row) => row.started },
			{ heading: m.authoring_col_passed(), value: (row) => row.passed },
			{ heading: m.authoring_col_overdue(), value: (row) => row.overdue },
			{ heading: m.authoring_col_minutes(), value: (row) => row.medianMinutes },
			{ heading: m.authoring_col_stops(), value: (row) => row.stopsAt }
		],
		`training-${by}`,
		url.searchParams.get('format')
	);
});

async function* oneByOne(rows: OverviewRow[]): AsyncGenerator<OverviewRow> {
	yield* await Promise.resolve(rows);
}
