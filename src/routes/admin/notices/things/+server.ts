import { json } from '@sveltejs/kit';
import { searchAffected } from '$lib/server/notices/writing/search-affected.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

const LONGEST_QUERY = 200;

/** What of all registers a notice can touch, under the words `q`. */
export const GET = guarded(async (event: RequestEvent) => {
	const { db, locale } = event.locals;
	const text = (event.url.searchParams.get('q') ?? '').slice(0, LONGEST_QUERY);
	return json({ things: await searchAffected(db, signedIn(event), text, locale) });
});
