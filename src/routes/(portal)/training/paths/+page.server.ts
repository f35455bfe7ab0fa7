import { listPaths } from '$lib/server/training/courses/walk-paths.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, clock, locale } = event.locals;
	const paths = await listPaths(db, signedIn(event), { locale, now: clock.now() });
	return {
		paths: paths.map(({ slug, title, summary, steps }) => ({
			slug,
			title,
			summary,
			done: steps.filter((step) => step.isDone).length,
			total: steps.length,
			next: steps.find((step) => step.state === 'now')?.titles ?? null
		}))
	};
};
