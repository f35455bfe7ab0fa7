import { revokeSiteSchema, siteSchema } from '$lib/equipment/inventory/inventory-schemas.ts';
import { addSite, listSites, revokeSite } from '$lib/server/equipment/inventory/sites.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const [sites, places] = await Promise.all([
		listSites(db, signedIn(event)),
		listPlaceOptions(db, locale)
	]);
	return {
		sites,
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		address: `${event.url.origin}/api/v1/inventory`,
		now: clock.now()
	};
});

export const actions: Actions = {
	add: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(siteSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { token } = await addSite(db, signedIn(event), parsed.data, clock);
		return { token };
	}),
	revoke: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(revokeSiteSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await revokeSite(db, signedIn(event), parsed.data, clock);
		return { revoked: true };
	})
};
