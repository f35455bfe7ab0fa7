import { itemStateWord } from '$lib/equipment/item-words.ts';
import { ITEM_STATES } from '$lib/equipment/item-states.ts';
import { itemsShape } from '$lib/equipment/list-shape.ts';
import { localize, type Locale } from '$lib/i18n/localized.ts';
import { isId } from '$lib/ids.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Db } from '$lib/server/db/client.ts';
import type { ItemRow } from '$lib/server/equipment/list-items.ts';
import { listCategories } from '$lib/server/equipment/register/categories.ts';
import { listModelOptions } from '$lib/server/equipment/register/list-models.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listPersonNames } from '$lib/server/people/list-names.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';

/** The register's filters with the categories, models, places and units there are. */
export async function itemFilters(db: Db, locale: Locale, state: ListState): Promise<FilterView[]> {
	const holders = state.filters.holder ?? [];
	const [places, units, names, kinds, models] = await Promise.all([
		listPlaceOptions(db, locale),
		listUnitOptions(db, locale),
		listPersonNames(db, holders.filter(isId)),
		listCategories(db),
		listModelOptions(db)
	]);
	const category = state.filters.category ?? [];
	const filters: FilterView[] = [
		{
			key: 'state',
			label: m.registers_col_state(),
			kind: 'choice',
			options: ITEM_STATES.map((value) => ({ value, label: itemStateWord(value) }))
		},
		{
			key: 'category',
			label: m.registers_filter_category(),
			kind: 'choice',
			options: kinds.map(({ code, name }) => ({ value: code, label: localize(name, locale) }))
		},
		{
			key: 'model',
			label: m.registers_field_model(),
			kind: 'choice',
			options: models
				.filter((model) => category.length === 0 || category.includes(model.category))
				.map(({ id, name }) => ({ value: id, label: name }))
		},
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{
			key: 'place',
			label: m.registers_filter_place(),
			kind: 'choice',
			options: places.map(({ id, name }) => ({ value: id, label: name }))
		},
		{ key: 'shared', label: m.equipment_filter_shared(), kind: 'flag' },
		{ key: 'placeless', label: m.equipment_filter_placeless(), kind: 'flag' },
		{ key: 'life', label: m.equipment_filter_life(), kind: 'flag' },
		{ key: 'warranty', label: m.equipment_filter_warranty(), kind: 'date' },
		{ key: 'bought', label: m.registers_field_bought(), kind: 'date' }
	];
	if (holders.length === 0) return filters;
	const options = [...names].map(([value, label]) => ({ value, label }));
	return [
		...filters,
		{ key: 'holder', label: m.registers_filter_holder(), kind: 'choice', options }
	];
}

/** One page of the register as the list shows it. */
export function itemView(
	state: ListState,
	page: ListPage<ItemRow>,
	filters: FilterView[],
	choosing: boolean
): ListView<ItemRow> {
	return {
		shape: itemsShape,
		state,
		columns: [
			{ key: 'number', label: m.registers_col_number(), sort: 'number' },
			{ key: 'what', label: m.registers_col_item(), sort: 'model', class: 'c-what' },
			{ key: 'state', label: m.registers_col_state(), class: 'c-state' },
			{ key: 'holder', label: m.registers_col_holder() },
			{ key: 'place', label: m.registers_col_place() }
		],
		filters,
		choosing,
		...page
	};
}
