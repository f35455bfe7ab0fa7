import { listAllAnswers } from '$lib/server/catalogue/list-all-answers.ts';
import { listServiceSlugs } from '$lib/server/catalogue/list-service-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => {
	const { db, locale } = event.locals;
	const [answers, services] = await Promise.all([
		listAllAnswers(db, signedIn(event)),
		listServiceSlugs(db, locale)
	]);
	const titles = new Map(services.map(({ value, label }) => [value, label]));
	return {
		answers: answers.map((answer) => ({
			...answer,
			beside: answer.services.map((slug) => titles.get(slug) ?? slug)
		}))
	};
});
