import { localize } from '$lib/i18n/localized.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { getModuleName } from '$lib/server/training/authoring/module-name.ts';
import { questionFigures } from '$lib/server/training/authoring/question-figures.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const name = await getModuleName(db, event.params.key);
	const figures = await questionFigures(db, actor, { moduleId: name.id, locale });
	return {
		key: event.params.key,
		title: localize(moduleTitle(name.titles), locale),
		...figures
	};
});
