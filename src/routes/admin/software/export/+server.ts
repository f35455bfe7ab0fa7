import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { productsShape } from '$lib/software/list-shape.ts';
import { countWord } from '$lib/software/licence-words.ts';
import { policyWord } from '$lib/software/software-words.ts';
import { exportProducts } from '$lib/server/software/list-products.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

const yesNo = (yes: boolean) => (yes ? m.registers_yes() : m.registers_no());

/** The filtered register as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock } = locals;
	const state = parseListState(productsShape, url.searchParams);
	const rows = exportProducts(db, signedIn({ locals }), state, clock);
	return exportResponse(
		rows,
		[
			{ heading: m.licences_field_slug(), value: (row) => row.slug },
			{ heading: m.registers_field_name(), value: (row) => row.name },
			{ heading: m.registers_field_vendor(), value: (row) => row.vendor },
			{ heading: m.registers_col_policy(), value: (row) => policyWord(row.policy) },
			{ heading: m.licences_policy_note(), value: (row) => row.policyNote },
			{ heading: m.licences_field_licensed(), value: (row) => yesNo(row.licensed) },
			{ heading: m.licences_field_about_et(), value: (row) => row.description.et },
			{ heading: m.licences_field_about_ru(), value: (row) => row.description.ru },
			{ heading: m.licences_field_about_en(), value: (row) => row.description.en ?? '' },
			{ heading: m.licences_module(), value: (row) => row.moduleSlug },
			{ heading: m.licences_system_behind(), value: (row) => row.system },
			{ heading: m.licences_idle_days(), value: (row) => row.idleDays },
			{ heading: m.licences_field_active(), value: (row) => yesNo(row.active) },
			{ heading: m.licences_col_bought(), value: (row) => countWord(row.bought) },
			{ heading: m.licences_col_seats(), value: (row) => row.seats },
			{ heading: m.licences_col_unmatched(), value: (row) => row.unmatched },
			{ heading: m.licences_col_left(), value: (row) => countWord(row.left) }
		],
		'software',
		url.searchParams.get('format')
	);
});
