import { error } from '@sveltejs/kit';
import type { Locale } from '$lib/i18n/localized.ts';
import type { Actor } from '$lib/people/actor.ts';
import { can } from '$lib/people/permissions.ts';
import type { Db } from '$lib/server/db/client.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';

/** What the form of a licence offers. Not there for whoever may not change the register. */
export async function licenceChoices(db: Db, actor: Actor, locale: Locale) {
	if (!can(actor, 'software.edit')) error(404);
	const [products, places] = await Promise.all([productChoices(db), listPlaceOptions(db, locale)]);
	return { products, places: places.map(({ id, name }) => ({ value: id, label: name })) };
}
