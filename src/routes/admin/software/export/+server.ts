import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { productsShape } from '$lib/software/list-shape.ts';
import { policyWord } from '$lib/software/software-words.ts';
import { exportProducts } from '$lib/server/software/list-products.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered register as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock } = locals;
	const state = parseListState(productsShape, url.searchParams);
	const rows = exportProducts(db, signedIn({ locals }), state, clock);
	return exportResponse(
		rows,
		[
			{ heading: m.registers_field_name(), value: (row) => row.name },
			{ heading: m.registers_field_vendor(), value: (row) => row.vendor },
			{ heading: m.registers_col_policy(), value: (row) => policyWord(row.policy) },
			{ heading: m.registers_col_seats(), value: (row) => row.seats },
			{ heading: m.registers_field_seats_total(), value: (row) => row.bought }
		],
		'software',
		url.searchParams.get('format')
	);
});
