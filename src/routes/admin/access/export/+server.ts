import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { formatNumber } from '$lib/requests/request-number.ts';
import { rightsShape } from '$lib/systems/list-shapes.ts';
import { exportRights } from '$lib/server/systems/list-rights.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered register as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(rightsShape, url.searchParams);
	const rows = exportRights(db, signedIn({ locals }), state, clock);
	return exportResponse(
		rows,
		[
			{ heading: m.registers_col_person(), value: (row) => row.personName },
			{ heading: m.registers_fact_unit(), value: (row) => localize(row.unitName, locale) },
			{ heading: m.registers_col_system(), value: (row) => localize(row.systemName, locale) },
			{ heading: m.registers_col_role(), value: (row) => localize(row.roleName, locale) },
			{ heading: m.registers_field_from(), value: (row) => row.validFrom },
			{ heading: m.registers_col_until(), value: (row) => row.validUntil },
			{
				heading: m.registers_col_request(),
				value: (row) => (row.requestNumber === null ? '' : formatNumber(row.requestNumber))
			},
			{ heading: m.registers_col_approver(), value: (row) => row.approvedBy },
			{ heading: m.registers_right_gave(), value: (row) => row.grantedBy },
			{ heading: m.registers_right_ended(), value: (row) => row.endedAt }
		],
		'access-rights',
		url.searchParams.get('format')
	);
});
