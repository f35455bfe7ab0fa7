import { redirect } from '@sveltejs/kit';
import { notFound } from '$lib/errors.ts';
import { isLocale } from '$lib/i18n/localized.ts';
import { readPage } from '$lib/server/training/reading/read-page.ts';
import { saveAnswer } from '$lib/server/training/reading/save-answer.ts';
import { showPage } from '$lib/server/training/reading/show-page.ts';
import { startAttempt } from '$lib/server/training/reading/start-attempt.ts';
import { KEEPING_HEADER } from '$lib/training/keeping.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { givenAnswer } from '../given-answer.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const { slug, page } = event.params;
	const wanted = event.url.searchParams.get('in');
	const view = await showPage(
		db,
		actor,
		{
			slug,
			pageId: page,
			locale,
			inLocale: isLocale(wanted) ? wanted : undefined,
			opens: !event.request.headers.has(KEEPING_HEADER)
		},
		clock
	);
	return {
		...view,
		personId: actor.personId,
		isLarge: actor.textSize === 'large',
		answered: event.url.searchParams.get('answered')
	};
});

export const actions: Actions = {
	turn: action(async (event, form) => {
		const { db, locale, clock } = event.locals;
		const { slug, page } = event.params;
		const read = form.get('locale');
		const done = await readPage(
			db,
			signedIn(event),
			{ slug, pageId: page, locale: isLocale(read) ? read : locale },
			clock
		);
		const next = String(form.get('to') ?? '');
		const place = `/training/${slug}`;
		if (next && !done) redirect(303, `${place}/${encodeURIComponent(next)}`);
		redirect(303, `${place}?${done ? 'done' : 'read'}`);
	}),
	start: action(async (event, form) => {
		const { db, locale, clock } = event.locals;
		const { slug, page } = event.params;
		const quizId = String(form.get('quiz') ?? '');
		await startAttempt(db, signedIn(event), { slug, quizId, locale }, clock, Math.random);
		redirect(303, `/training/${slug}/${page}#${encodeURIComponent(quizId)}`);
	}),
	answer: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { slug, page } = event.params;
		const answer = givenAnswer(form);
		if (!answer) throw notFound();
		const { completion } = await saveAnswer(db, signedIn(event), answer, clock);
		const query = new URLSearchParams({ answered: answer.questionId });
		if (completion) query.set('done', '');
		redirect(303, `/training/${slug}/${page}?${query}#answered`);
	})
};
