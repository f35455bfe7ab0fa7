import { offlineShelf } from '$lib/server/training/reading/offline-shelf.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

/** What a device shows for a page it has not kept, when there is no connection. */
export const load: PageServerLoad = async (event) => {
	const { db, locale, sharedComputer } = event.locals;
	const { modules } = await offlineShelf(db, signedIn(event), { locale, sharedComputer });
	return { modules: modules.map(({ slug, title }) => ({ slug, title })) };
};
