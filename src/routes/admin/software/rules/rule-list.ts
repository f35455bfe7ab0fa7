import type { ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { NAME_MATCHES } from '$lib/software/case-states.ts';
import { nameMatchWord } from '$lib/software/case-words.ts';
import { rulesShape } from '$lib/software/legality-shapes.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import type { RuleRow } from '$lib/server/software/installations/list-rules.ts';

type Option = { value: string; label: string };

/** One page of the rules as the list shows it. */
export function ruleView(
	state: ListState,
	page: ListPage<RuleRow>,
	products: Option[]
): ListView<RuleRow> {
	return {
		shape: rulesShape,
		state,
		columns: [
			{ key: 'name', label: m.legality_col_rule(), sort: 'name', class: 'c-what' },
			{ key: 'product', label: m.legality_col_product() },
			{ key: 'titles', label: m.legality_col_titles(), class: 'c-num' },
			{ key: 'taught', label: m.legality_col_taught(), sort: 'taught' }
		],
		filters: [
			{
				key: 'match',
				label: m.legality_rule_match(),
				kind: 'choice',
				options: NAME_MATCHES.map((value) => ({ value, label: nameMatchWord(value) }))
			},
			{
				key: 'counted',
				label: m.legality_filter_counted(),
				kind: 'choice',
				options: [
					{ value: 'true', label: m.legality_counted_yes() },
					{ value: 'false', label: m.legality_counted_no() }
				]
			},
			{ key: 'product', label: m.legality_filter_product(), kind: 'choice', options: products }
		],
		...page
	};
}
