import { listServices } from '$lib/server/catalogue/list-services.ts';
import { searchPortal } from '$lib/server/portal/search-portal.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

const mostOfAKind = 20;
const longestQuery = 200;

export const load: PageServerLoad = async (event) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const query = (event.url.searchParams.get('q') ?? '').trim().slice(0, longestQuery);
	if (query) {
		const found = await searchPortal(db, actor, query, { locale, limit: mostOfAKind });
		return { query, found, services: [] };
	}
	return { query, found: [], services: await listServices(db, actor, locale) };
};
