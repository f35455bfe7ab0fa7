import { redirect } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { plainStep } from '$lib/notices/desk/step-form.ts';
import { addressedNotice } from '$lib/notices/parse-number.ts';
import { isOver } from '$lib/notices/notice-states.ts';
import { textStandings } from '$lib/notices/text-gaps.ts';
import { discardDraft } from '$lib/server/notices/writing/discard-draft.ts';
import { getDraft } from '$lib/server/notices/writing/get-draft.ts';
import { previewDraft } from '$lib/server/notices/writing/preview-draft.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';
import { draftValues } from '../../draft-values.ts';
import { reachWords } from '../../reach/reach-words.ts';
import { findForm, saveForm } from '../../save-action.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const [draft, modules] = await Promise.all([
		getDraft(db, actor, addressedNotice(event.params), locale),
		listModuleOptions(db, locale)
	]);
	if (isOver(draft.state)) redirect(303, `/admin/notices/${draft.number}`);
	const { number, state, kind, startsAt, plannedEndAt } = draft;
	return {
		number,
		state,
		kind,
		startsAt,
		plannedEndAt,
		mayDiscard: state === 'draft' && can(actor, 'notices.discard', draft),
		things: draft.affected,
		standings: textStandings(draft.texts),
		values: draftValues(draft),
		modules: modules.map(({ key, title }) => ({ key, title })),
		reach: reachWords(await previewDraft(db, actor, draft, clock), locale, now),
		now,
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = {
	save: action((event: RequestEvent, form) => saveForm(event, form, addressedNotice(event.params))),
	find: action((event: RequestEvent, form) => findForm(event, form)),
	discard: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(plainStep, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const input = { number: addressedNotice(event.params), ...parsed.data };
		await discardDraft(db, signedIn(event), input, clock);
		redirect(303, '/admin/notices?phase=drafts');
	})
};
