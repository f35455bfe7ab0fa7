import { isLocale } from '$lib/i18n/localized.ts';
import { showWholeModule } from '$lib/server/training/reading/show-module.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const wanted = event.url.searchParams.get('in');
	const inLocale = isLocale(wanted) ? wanted : undefined;
	const { slug } = event.params;
	const { shell, note, pages, ...view } = await showWholeModule(
		db,
		actor,
		{ slug, locale, inLocale },
		clock
	);
	return { shell, note, pages, locale: view.locale, personId: actor.personId };
});
