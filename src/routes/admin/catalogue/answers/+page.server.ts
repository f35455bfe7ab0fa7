import { listAllAnswers } from '$lib/server/catalogue/list-all-answers.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => ({
	answers: await listAllAnswers(event.locals.db, signedIn(event))
}));
