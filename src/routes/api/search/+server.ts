import { json } from '@sveltejs/kit';
import { searchPortal } from '$lib/server/portal/search-portal.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestHandler } from './$types';

const mostSuggestions = 8;
const longestQuery = 200;

/** Suggestions for what is being typed, best first. `desk=1` adds things and people for those who may read the registers. */
export const GET: RequestHandler = async (event) => {
	const { db, locale } = event.locals;
	const text = (event.url.searchParams.get('q') ?? '').slice(0, longestQuery);
	const forDesk = event.url.searchParams.has('desk');
	const found = await searchPortal(db, signedIn(event), text, { locale, limit: 5, forDesk });
	return json({ found: found.slice(0, mostSuggestions) });
};
