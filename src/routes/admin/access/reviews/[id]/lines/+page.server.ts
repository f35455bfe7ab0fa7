import { LINE_STANDS, linesShape, REMOVAL_STANDS } from '$lib/access/reviews/review-shapes.ts';
import { removalWord, standWord } from '$lib/access/reviews/review-words.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { getCampaign } from '$lib/server/access/reviews/get-campaign.ts';
import { listLines, type LineRow } from '$lib/server/access/reviews/list-lines.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { listSystemNames } from '$lib/server/systems/list-system-names.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(linesShape, event.url.searchParams);
	const { id } = event.params;
	const [found, page, units, systems] = await Promise.all([
		getCampaign(db, actor, id, clock),
		listLines(db, actor, { campaignId: id, state }, clock),
		listUnitOptions(db, locale),
		listSystemNames(db)
	]);
	const filters: FilterView[] = [
		{
			key: 'answer',
			label: m.reviews_col_answer(),
			kind: 'choice',
			options: LINE_STANDS.map((value) => ({ value, label: standWord(value) }))
		},
		{
			key: 'removal',
			label: m.reviews_col_removal(),
			kind: 'choice',
			options: REMOVAL_STANDS.map((value) => ({ value, label: removalWord(value) }))
		},
		{
			key: 'reviewer',
			label: m.reviews_col_reviewer(),
			kind: 'choice',
			options: found.reviewers
				.map(({ id: value, name: label }) => ({ value, label }))
				.sort((a, b) => a.label.localeCompare(b.label, locale))
		},
		{
			key: 'system',
			label: m.reviews_field_system(),
			kind: 'choice',
			options: systems.map(({ id: value, name }) => ({ value, label: localize(name, locale) }))
		},
		{ key: 'unit', label: m.reviews_col_unit(), kind: 'choice', options: units }
	];
	const view: ListView<LineRow> = {
		shape: linesShape,
		state,
		columns: [
			{ key: 'person', label: m.reviews_col_person(), sort: 'person', class: 'c-what' },
			{ key: 'what', label: m.reviews_col_what() },
			{ key: 'reviewer', label: m.reviews_col_reviewer() },
			{ key: 'answer', label: m.reviews_col_answer() },
			{ key: 'removal', label: m.reviews_col_removal() }
		],
		filters,
		...page
	};
	return { view, id: found.id, name: found.name };
});
