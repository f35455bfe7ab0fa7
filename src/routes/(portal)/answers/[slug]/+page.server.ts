import { getAnswer } from '$lib/server/catalogue/find-answers.ts';
import { notePractised } from '$lib/server/training/reading/practised.ts';
import { listServices } from '$lib/server/catalogue/list-services.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const [answer, services] = await Promise.all([
		getAnswer(db, event.params.slug, locale),
		listServices(db, actor, locale),
		notePractised(db, actor, 'answer.read', clock)
	]);
	return {
		answer,
		services: services.filter(({ slug }) => answer.services.includes(slug))
	};
});
