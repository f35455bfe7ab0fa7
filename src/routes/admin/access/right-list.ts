import { localize, type Locale } from '$lib/i18n/localized.ts';
import { isId } from '$lib/ids.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { RIGHT_FACTS, RIGHT_STATES, rightsShape } from '$lib/systems/list-shapes.ts';
import { ROLE_RISKS } from '$lib/systems/system-kinds.ts';
import { rightFactWord, rightStateWord, riskWord } from '$lib/systems/system-words.ts';
import type { Db } from '$lib/server/db/client.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listPersonNames } from '$lib/server/people/list-names.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import type { RightRow } from '$lib/server/systems/list-rights.ts';
import { listRoleNames } from '$lib/server/systems/list-role-names.ts';
import { listSystemNames } from '$lib/server/systems/list-system-names.ts';

/** The register's filters with the systems and units there are. */
export async function rightFilters(
	db: Db,
	locale: Locale,
	state: ListState
): Promise<FilterView[]> {
	const people = state.filters.person ?? [];
	const roles = (state.filters.role ?? []).filter(isId);
	const [systems, units, names, roleNames] = await Promise.all([
		listSystemNames(db),
		listUnitOptions(db, locale),
		listPersonNames(db, people.filter(isId)),
		listRoleNames(db, roles, locale)
	]);
	const filters: FilterView[] = [
		{
			key: 'state',
			label: m.registers_filter_state(),
			kind: 'choice',
			options: RIGHT_STATES.map((value) => ({ value, label: rightStateWord(value) }))
		},
		{
			key: 'system',
			label: m.registers_col_system(),
			kind: 'choice',
			options: systems
				.map(({ id, name }) => ({ value: id, label: localize(name, locale) }))
				.sort((a, b) => a.label.localeCompare(b.label, locale))
		},
		{
			key: 'risk',
			label: m.rights_filter_risk(),
			kind: 'choice',
			options: ROLE_RISKS.map((value) => ({ value, label: riskWord(value) }))
		},
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{
			key: 'fact',
			label: m.registers_filter_fact(),
			kind: 'choice',
			options: RIGHT_FACTS.map((value) => ({ value, label: rightFactWord(value) }))
		}
	];
	if (roles.length > 0) {
		const chosen = [...roleNames].map(([value, { name }]) => ({ value, label: name }));
		filters.push({ key: 'role', label: m.registers_col_role(), kind: 'choice', options: chosen });
	}
	if (people.length === 0) return filters;
	const options = [...names].map(([value, label]) => ({ value, label }));
	return [...filters, { key: 'person', label: m.registers_col_person(), kind: 'choice', options }];
}

/** One page of the register as the list shows it. */
export function rightView(
	state: ListState,
	page: ListPage<RightRow>,
	filters: FilterView[]
): ListView<RightRow> {
	return {
		shape: rightsShape,
		state,
		columns: [
			{ key: 'what', label: m.registers_col_person(), sort: 'person', class: 'c-what' },
			{ key: 'role', label: m.registers_col_role() },
			{ key: 'until', label: m.rights_col_days(), sort: 'until' },
			{ key: 'request', label: m.registers_col_request() },
			{ key: 'approved', label: m.registers_col_approver() },
			{ key: 'given', label: m.registers_col_given(), sort: 'granted' }
		],
		filters,
		...page
	};
}
