import { OVERVIEW_BY } from '$lib/training/authoring/list-shapes.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { trainingOverview } from '$lib/server/training/authoring/training-overview.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const asked = event.url.searchParams;
	const by = OVERVIEW_BY.find((one) => one === asked.get('by')) ?? 'module';
	const modules = await listModuleOptions(db, locale);
	const module = modules.find((one) => one.key === asked.get('module'));
	const input = { by, ...(module && { moduleId: module.id }) };
	return {
		by,
		module: module?.key ?? '',
		modules: modules.map(({ key, title }) => ({ value: key, label: title })),
		rows: await trainingOverview(db, actor, input, clock)
	};
});
