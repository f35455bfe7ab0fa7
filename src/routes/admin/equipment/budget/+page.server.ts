import { budgetYear } from '$lib/equipment/budget-year.ts';
import { isoDay } from '$lib/format/moments.ts';
import { budgetPlan } from '$lib/server/equipment/lifecycle/budget-plan.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const thisYear = Number(isoDay(clock.now()).slice(0, 4));
	const year = budgetYear(event.url.searchParams.get('year'), thisYear);
	return {
		year,
		years: Array.from({ length: 6 }, (_, n) => thisYear + n),
		groups: await budgetPlan(db, signedIn(event), year)
	};
});
