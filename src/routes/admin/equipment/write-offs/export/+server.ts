import { writeOffWord } from '$lib/equipment/write-off-words.ts';
import { writeOffsShape } from '$lib/equipment/write-offs-shape.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportWriteOffs } from '$lib/server/equipment/writeoff/list-write-offs.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered write-offs as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(writeOffsShape, url.searchParams);
	return exportResponse(
		exportWriteOffs(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.writeoff_title(), value: (row) => row.title },
			{ heading: m.registers_col_state(), value: (row) => writeOffWord(row.state) },
			{ heading: m.writeoff_col_items(), value: (row) => row.items },
			{
				heading: m.registers_fact_unit(),
				value: (row) => row.unitName && localize(row.unitName, locale)
			},
			{ heading: m.writeoff_proposed(), value: (row) => isoDay(row.proposedAt) },
			{ heading: m.writeoff_approver(), value: (row) => row.approverName },
			{ heading: m.writeoff_act(), value: (row) => row.actNumber },
			{ heading: m.writeoff_disposed(), value: (row) => row.disposedOn }
		],
		'write-offs',
		url.searchParams.get('format')
	);
});
