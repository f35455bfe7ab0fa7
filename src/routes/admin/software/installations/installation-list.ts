import type { Locale } from '$lib/i18n/localized.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { installationsShape, KNOWN, type Known } from '$lib/software/legality-shapes.ts';
import type { Db } from '$lib/server/db/client.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import type { InstallationRow } from '$lib/server/software/installations/list-installations.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';

const KNOWN_WORDS = {
	product: m.legality_known_product,
	unknown: m.legality_known_unknown,
	ignored: m.legality_known_ignored
};

/** What a name is to the register. */
export const knownWord = (known: Known): string => KNOWN_WORDS[known]();

/** The filters of what is installed, with the products and units there are. */
export async function installationFilters(db: Db, locale: Locale): Promise<FilterView[]> {
	const [products, units] = await Promise.all([productChoices(db), listUnitOptions(db, locale)]);
	return [
		{ key: 'product', label: m.legality_filter_product(), kind: 'choice', options: products },
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{
			key: 'known',
			label: m.legality_filter_known(),
			kind: 'choice',
			options: KNOWN.map((value) => ({ value, label: knownWord(value) }))
		},
		{
			key: 'state',
			label: m.legality_filter_state(),
			kind: 'choice',
			options: [
				{ value: 'there', label: m.legality_state_there() },
				{ value: 'gone', label: m.legality_state_gone() }
			]
		},
		{ key: 'since', label: m.legality_filter_since(), kind: 'date' }
	];
}

/** One page of what is installed as the list shows it. */
export function installationView(
	state: ListState,
	page: ListPage<InstallationRow>,
	filters: FilterView[]
): ListView<InstallationRow> {
	return {
		shape: installationsShape,
		state,
		columns: [
			{ key: 'what', label: m.legality_col_software(), sort: 'name', class: 'c-what' },
			{ key: 'version', label: m.legality_col_version() },
			{ key: 'device', label: m.legality_col_device() },
			{ key: 'who', label: m.legality_col_who() },
			{ key: 'since', label: m.legality_col_since(), sort: 'since' },
			{ key: 'seen', label: m.legality_col_seen(), sort: 'seen' }
		],
		filters,
		...page
	};
}
