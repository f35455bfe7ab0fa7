import { DomainError, invalid } from '$lib/errors.ts';
import { parseDay } from '$lib/format/dates.ts';
import { localize } from '$lib/i18n/localized.ts';
import { isoDay } from '$lib/format/moments.ts';
import { parseListState, type ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { ORIGIN_KEYS, dutyWord, originWord } from '$lib/training/authoring/authoring-words.ts';
import { obligationsShape } from '$lib/training/authoring/list-shapes.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { endObligations, type Ending } from '$lib/server/training/authoring/end-obligations.ts';
import {
	listObligations,
	type ReasonedRow
} from '$lib/server/training/authoring/list-obligations.ts';
import { getModuleName } from '$lib/server/training/authoring/module-name.ts';
import { findAssigning } from '$lib/server/training/duty/assign-progress.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { can } from '$lib/people/permissions.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(obligationsShape, event.url.searchParams);
	const name = await getModuleName(db, event.params.key);
	const [assigning, page, units] = await Promise.all([
		findAssigning(db, name.id, clock.now()),
		listObligations(db, actor, event.params.key, state, clock),
		listUnitOptions(db, locale)
	]);
	return {
		key: event.params.key,
		title: localize(moduleTitle(name.titles), locale),
		assigning,
		view: peopleView(state, page, units),
		today: isoDay(clock.now()),
		mayEnd: can(actor, 'training.edit') || can(actor, 'equipment.edit')
	};
});

const STATES = ['open', 'overdue', 'done', 'waived', 'ended'] as const;

function peopleView(
	state: ListState,
	page: ListPage<ReasonedRow>,
	units: { value: string; label: string }[]
): ListView<ReasonedRow> {
	const stateWord = (value: (typeof STATES)[number]) =>
		value === 'open' ? m.authoring_duty_open() : dutyWord(value);
	return {
		shape: obligationsShape,
		state,
		columns: [
			{ key: 'who', label: m.authoring_col_person(), sort: 'name', class: 'c-what' },
			{ key: 'state', label: m.authoring_filter_state() },
			{ key: 'due', label: m.authoring_col_due(), sort: 'due' },
			{ key: 'why', label: m.authoring_col_why() },
			{ key: 'since', label: m.authoring_col_since(), sort: 'assigned' },
			{ key: 'done', label: m.authoring_col_done() },
			{ key: 'valid', label: m.authoring_col_valid() }
		],
		filters: [
			{
				key: 'state',
				label: m.authoring_filter_state(),
				kind: 'choice',
				options: STATES.map((value) => ({ value, label: stateWord(value) }))
			},
			{ key: 'unit', label: m.authoring_filter_unit(), kind: 'choice', options: units },
			{
				key: 'origin',
				label: m.authoring_col_why(),
				kind: 'choice',
				options: ORIGIN_KEYS.map((value) => ({ value, label: originWord(value) }))
			}
		],
		...page
	};
}

async function end(event: RequestEvent, form: FormData, ending: Ending) {
	const { db, clock } = event.locals;
	const { ids: ticked } = formValues(form);
	const ids = Array.isArray(ticked) ? ticked : [];
	const { ended, refused } = await endObligations(db, signedIn(event), { ids, ...ending }, clock);
	return {
		ended,
		refused: refused.map(({ name, messageKey }) => ({ name, words: errorText(messageKey) }))
	};
}

export const actions: Actions = {
	waive: action((event: RequestEvent, form) =>
		end(event, form, { how: 'waive', reason: textOf(form, 'reason') })
	),
	withdraw: action((event: RequestEvent, form) => end(event, form, { how: 'withdraw' })),
	count: action(async (event: RequestEvent, form) => {
		const doneOn = parseDay(textOf(form, 'doneOn')) ?? '';
		try {
			return await end(event, form, { how: 'count', reason: textOf(form, 'proof'), doneOn });
		} catch (problem) {
			if (!(problem instanceof DomainError) || !problem.issues.reason) throw problem;
			const { reason, ...issues } = problem.issues;
			throw invalid({ ...issues, proof: reason });
		}
	})
};

const textOf = (form: FormData, name: string) => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};
