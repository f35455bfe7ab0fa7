import { redirect } from '@sveltejs/kit';
import { notFound } from '$lib/errors.ts';
import { readChanges } from '$lib/server/training/reading/read-changes.ts';
import { saveAnswer } from '$lib/server/training/reading/save-answer.ts';
import { showChanges } from '$lib/server/training/reading/show-changes.ts';
import { startChangesAttempt } from '$lib/server/training/reading/start-changes-attempt.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { givenAnswer } from '../given-answer.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const { slug } = event.params;
	const view = await showChanges(db, actor, { slug, locale }, clock);
	if (!view) redirect(303, `/training/${slug}`);
	return { ...view, answered: event.url.searchParams.get('answered') };
});

export const actions: Actions = {
	start: action(async (event) => {
		const { db, locale, clock } = event.locals;
		const { slug } = event.params;
		await startChangesAttempt(db, signedIn(event), { slug, locale }, clock, Math.random);
		redirect(303, `/training/${slug}/changes#questions`);
	}),
	answer: action(async (event, form) => {
		const answer = givenAnswer(form);
		if (!answer) throw notFound();
		await saveAnswer(event.locals.db, signedIn(event), answer, event.locals.clock);
		const query = new URLSearchParams({ answered: answer.questionId });
		redirect(303, `/training/${event.params.slug}/changes?${query}#questions`);
	}),
	done: action(async (event, form) => {
		const { db, locale, clock } = event.locals;
		const { slug } = event.params;
		const editionId = String(form.get('edition') ?? '');
		await readChanges(db, signedIn(event), { slug, locale, editionId }, clock);
		redirect(303, `/training/${slug}?changed`);
	})
};
