import { parseListState } from '$lib/lists/list-state.ts';
import { installationsShape } from '$lib/software/legality-shapes.ts';
import { listInstallations } from '$lib/server/software/installations/list-installations.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { installationFilters, installationView } from './installation-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const state = parseListState(installationsShape, event.url.searchParams);
	const [page, filters] = await Promise.all([
		listInstallations(db, signedIn(event), state, clock),
		installationFilters(db, locale)
	]);
	return { view: installationView(state, page, filters) };
});
