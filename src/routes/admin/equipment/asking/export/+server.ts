import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { roundStanding } from '$lib/server/equipment/mine/round-standing.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** Who is asked whether they have their things, and how many answers are missing, as a file. */
export const GET = guarded(async (event: RequestEvent) => {
	const { db, locale } = event.locals;
	const standing = await roundStanding(db, signedIn(event));
	return exportResponse(
		rowsOf(standing?.people ?? []),
		[
			{ heading: m.mine_asking_person(), value: (row) => row.name },
			{ heading: m.registers_fact_unit(), value: (row) => localize(row.unitName, locale) },
			{ heading: m.mine_asking_things(), value: (row) => row.things },
			{ heading: m.mine_asking_no_answer(), value: (row) => row.open }
		],
		'asking',
		event.url.searchParams.get('format')
	);
});

async function* rowsOf<T>(rows: readonly T[]): AsyncGenerator<T> {
	yield* rows;
}
