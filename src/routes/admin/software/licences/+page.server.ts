import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { licencesShape } from '$lib/software/list-shape.ts';
import { listLicences } from '$lib/server/software/licences/list-licences.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { licenceView } from './licence-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(licencesShape, event.url.searchParams);
	const [page, products] = await Promise.all([
		listLicences(db, actor, state, clock),
		productChoices(db)
	]);
	return {
		view: licenceView(state, page, products),
		mayEdit: can(actor, 'software.edit'),
		today: isoDay(clock.now())
	};
});
