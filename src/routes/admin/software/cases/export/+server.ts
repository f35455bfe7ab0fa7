import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { caseKindWord, caseStateWord } from '$lib/software/case-words.ts';
import { casesShape } from '$lib/software/legality-shapes.ts';
import { exportCases } from '$lib/server/software/cases/list-cases.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered cases as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(casesShape, url.searchParams);
	return exportResponse(
		exportCases(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.registers_col_number(), value: (row) => row.number },
			{ heading: m.legality_col_case(), value: (row) => row.product },
			{ heading: m.legality_case_found(), value: (row) => row.found },
			{ heading: m.legality_col_kind(), value: (row) => caseKindWord(row.kind) },
			{ heading: m.legality_col_state(), value: (row) => caseStateWord(row.state) },
			{ heading: m.legality_col_device(), value: (row) => row.inventoryNumber ?? row.device },
			{ heading: m.legality_mine_user(), value: (row) => row.person },
			{ heading: m.legality_case_manager(), value: (row) => row.manager },
			{ heading: m.legality_col_unit(), value: (row) => row.unit && localize(row.unit, locale) },
			{ heading: m.legality_col_opened(), value: (row) => row.openedAt.toISOString() },
			{ heading: m.legality_col_deadline(), value: (row) => row.deadline },
			{ heading: m.legality_case_closed_on(), value: (row) => row.closedAt?.toISOString() ?? null },
			{ heading: m.legality_case_reason(), value: (row) => row.reason }
		],
		'software-cases',
		url.searchParams.get('format')
	);
});
