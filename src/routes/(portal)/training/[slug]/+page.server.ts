import { isoDay } from '$lib/format/moments.ts';
import { isLocale } from '$lib/i18n/localized.ts';
import { moduleAround } from '$lib/server/training/courses/module-around.ts';
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
	const now = clock.now();
	const [view, around] = await Promise.all([
		showModule(db, actor, { slug, locale, inLocale }, clock),
		moduleAround(db, actor, slug, now)
	]);
	return {
		...view,
		around,
		now,
		personId: actor.personId,
		isOverdue: view.shell.dueOn !== null && view.shell.dueOn < isoDay(now),
		isDoneNow: searchParams.has('done'),
		isReadNow: searchParams.has('read'),
		isChangedNow: searchParams.has('changed')
	};
});
