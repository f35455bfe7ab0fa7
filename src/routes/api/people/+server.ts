import { json } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { searchPeople } from '$lib/server/people/search-people.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestHandler } from './$types';

const longestQuery = 200;

/** Active people for a picker: name, position and unit of at most twenty whose name fits `q`. */
export const GET: RequestHandler = async (event) => {
	const { db, locale } = event.locals;
	const text = (event.url.searchParams.get('q') ?? '').slice(0, longestQuery);
	const found = await searchPeople(db, signedIn(event), text);
	const people = found.map(({ id, name, position, unitName }) => ({
		id,
		name,
		detail: [position, localize(unitName, locale)].filter(Boolean).join(', ')
	}));
	return json({ people });
};
