import { localize } from '$lib/i18n/localized.ts';
import { getPathForm } from '$lib/server/training/courses/list-all-paths.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { arrangePathForm, savePathForm } from '../path-actions.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const path = await getPathForm(db, signedIn(event), event.params.id);
	const modules = await listModuleOptions(db, locale, path.moduleIds);
	return {
		title: localize(path.title, locale),
		modules,
		values: {
			seen: path.seen,
			slug: path.slug,
			titleEt: path.title.et,
			titleRu: path.title.ru,
			titleEn: path.title.en ?? '',
			summaryEt: path.summary.et,
			summaryRu: path.summary.ru,
			summaryEn: path.summary.en ?? '',
			moduleId: path.moduleIds,
			order: path.moduleIds.map((_id, n) => String(n + 1)),
			...(path.strict ? { strict: 'yes' } : {}),
			...(path.active ? { active: 'yes' } : {})
		} as Record<string, string | string[]>
	};
});

export const actions: Actions = { save: savePathForm, arrange: arrangePathForm };
