import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { statusWord } from '#lib/requests/request-looks.ts';
import { formatNumber, requestHref } from '#lib/requests/request-number.ts';
import type { Found } from '#lib/search/found.ts';
import { searchCatalogue, type CatalogueHit } from '#lib/server/catalogue/search-catalogue.ts';
import type { Db } from '#lib/server/db/client.ts';
import { searchPeople, type FoundPerson } from '#lib/server/people/search-people.ts';
import {
	findOwnRequests,
	type FoundRequest
} from '#lib/server/requests/queries/find-own-requests.ts';

export type SearchOptions = {
	locale: Locale;
	/** At most so many of each kind. */
	limit: number;
	/** Also people: the desk's palette, for those who may read the register. */
	withPeople?: boolean;
};

/**
 * Everything that words may mean to this person: services they may ask for, answers, their own requests, and for
 * the desk people. Services and answers by fitness, requests by age, people by name. Rights are those of each
 * room's query. The queries run at once.
 */
export async function searchPortal(
	db: Db,
	actor: Actor,
	text: string,
	{ locale, limit, withPeople = false }: SearchOptions
): Promise<Found[]> {
	const [catalogue, requests, people] = await Promise.all([
		searchCatalogue(db, actor, text, limit, locale),
		findOwnRequests(db, actor, text, limit),
		withPeople && can(actor, 'people.read') ? searchPeople(db, actor, text) : []
	]);
	return [
		...catalogue.map(foundInCatalogue),
		...requests.map(foundRequest),
		...people.slice(0, limit).map((found) => foundPerson(found, locale))
	];
}

function foundInCatalogue(hit: CatalogueHit): Found {
	const { kind, slug, title } = hit;
	if (kind === 'answer') return { kind, href: `/answers/${slug}`, title, icon: 'book-open' };
	return { kind, href: `/services/${slug}`, title, detail: hit.summary, icon: hit.icon };
}

function foundRequest({ number, title, status }: FoundRequest): Found {
	const detail = `${formatNumber(number)}, ${statusWord(status)}`;
	return { kind: 'request', href: requestHref(number), title, detail, icon: 'list-checks' };
}

function foundPerson({ id, name, position, unitName }: FoundPerson, locale: Locale): Found {
	const detail = [position, localize(unitName, locale)].filter(Boolean).join(', ');
	return { kind: 'person', href: `/admin/people/${id}`, title: name, detail, icon: 'user-round' };
}
