import { categoryIcon } from '#lib/equipment/category-icon.ts';
import { itemStateWord, itemTitle } from '#lib/equipment/item-words.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/people/permissions.ts';
import { statusWord } from '#lib/requests/request-looks.ts';
import { formatNumber, requestHref } from '#lib/requests/request-number.ts';
import type { Found } from '#lib/search/found.ts';
import { searchCatalogue, type CatalogueHit } from '#lib/server/catalogue/search-catalogue.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { NoticeBrief } from '#lib/notices/reader/notice-brief.ts';
import { searchItems, type FoundItem } from '#lib/server/equipment/search-items.ts';
import { findNotices } from '#lib/server/notices/reading/find-notices.ts';
import { searchPeople, type FoundPerson } from '#lib/server/people/search-people.ts';
import { searchModules, type ModuleHit } from '#lib/server/training/reading/search-modules.ts';
import {
	findOwnRequests,
	type FoundRequest
} from '#lib/server/requests/queries/find-own-requests.ts';

export type SearchOptions = {
	locale: Locale;
	/** At most so many of each kind. */
	limit: number;
	/** Also people and equipment: the desk's palette, for those who may read their registers. */
	forDesk?: boolean;
};

const mostNotices = 3;
const mostItems = 3;

/**
 * Everything that words may mean to this person: services they may ask for, answers, notices of now and of the past, pages
 * of modules, their own requests, and for the desk things and people. Services, answers and pages by fitness, requests by
 * age, things by number, people by name. Rights are those of each room's query. The queries run at once.
 */
export async function searchPortal(
	db: Db,
	actor: Actor,
	text: string,
	{ locale, limit, forDesk = false }: SearchOptions
): Promise<Found[]> {
	const [catalogue, notices, modules, requests, items, people] = await Promise.all([
		searchCatalogue(db, actor, text, limit, locale),
		findNotices(db, actor, text, { locale, now: new Date(), limit: mostNotices }),
		searchModules(db, text, { locale, limit }),
		findOwnRequests(db, actor, text, limit),
		forDesk ? searchItems(db, actor, text, mostItems) : [],
		forDesk && can(actor, 'people.read') ? searchPeople(db, actor, text) : []
	]);
	return [
		// What is out of order now answers a search before anything else does.
		...notices.current.filter(({ meToo }) => meToo !== null).map(foundNotice),
		...catalogue.map(foundInCatalogue),
		...notices.current.filter(({ meToo }) => meToo === null).map(foundNotice),
		...items.map(foundItem),
		...modules.map(foundPage),
		...requests.map(foundRequest),
		...notices.past.map(foundPast),
		...people.slice(0, limit).map((found) => foundPerson(found, locale))
	];
}

function foundInCatalogue(hit: CatalogueHit): Found {
	const { kind, slug, title } = hit;
	if (kind === 'answer') return { kind, href: `/answers/${slug}`, title, icon: 'book-open' };
	return { kind, href: `/services/${slug}`, title, detail: hit.summary, icon: hit.icon };
}

function foundNotice({ number, title, word, when, icon, meToo, saidMeToo }: NoticeBrief): Found {
	const detail = [word, when].filter(Boolean).join(', ');
	const asked = meToo === null || saidMeToo ? {} : { meToo: number };
	return { kind: 'notice', href: `/notices/${number}`, title, detail, icon, ...asked };
}

function foundPast(notice: NoticeBrief): Found {
	const found = foundNotice(notice);
	return { ...found, detail: m.notices_found_past({ what: found.detail ?? '' }) };
}

function foundPage({ slug, pageId, pageTitle, moduleTitle }: ModuleHit): Found {
	return {
		kind: 'module',
		href: `/training/${slug}/${pageId}`,
		title: pageTitle,
		detail: moduleTitle,
		icon: 'graduation-cap'
	};
}

function foundRequest({ number, title, status }: FoundRequest): Found {
	const detail = `${formatNumber(number)}, ${statusWord(status)}`;
	return { kind: 'request', href: requestHref(number), title, detail, icon: 'list-checks' };
}

function foundItem(found: FoundItem): Found {
	const { id, inventoryNumber, icon, state, holderName } = found;
	const detail = [inventoryNumber, holderName ?? itemStateWord(state)].join(', ');
	const title = itemTitle(found);
	return { kind: 'item', href: `/admin/equipment/${id}`, title, detail, icon: categoryIcon(icon) };
}

function foundPerson({ id, name, position, unitName }: FoundPerson, locale: Locale): Found {
	const detail = [position, localize(unitName, locale)].filter(Boolean).join(', ');
	return { kind: 'person', href: `/admin/people/${id}`, title: name, detail, icon: 'user-round' };
}
