import { isLocale } from '$lib/i18n/localized.ts';
import { showModule } from '$lib/server/training/reading/show-module.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const { slug } = event.params;
	const { searchParams } = event.url;
	const wanted = searchParams.get('in');
	const inLocale = isLocale(wanted) ? wanted : undefined;
	return {
		...(await showModule(db, actor, { slug, locale, inLocale }, clock)),
		personId: actor.personId,
		isDoneNow: searchParams.has('done'),
		isReadNow: searchParams.has('read'),
		isChangedNow: searchParams.has('changed')
	};
});
