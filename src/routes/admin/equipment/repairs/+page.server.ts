import { repairDaySchema } from '$lib/equipment/repair-schemas.ts';
import { repairsShape } from '$lib/equipment/repairs-shape.ts';
import { can } from '$lib/people/permissions.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { mayMove } from '$lib/server/equipment/get-item.ts';
import { changeExpectedDay } from '$lib/server/equipment/repair/change-expected-day.ts';
import { getRepair } from '$lib/server/equipment/repair/get-repair.ts';
import { listRepairs } from '$lib/server/equipment/repair/list-repairs.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { repairFilters, repairView } from './repair-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(repairsShape, event.url.searchParams);
	const [page, filters, opened] = await Promise.all([
		listRepairs(db, actor, state, clock),
		repairFilters(db, locale),
		openRecord(state.open, (id) => getRepair(db, actor, id))
	]);
	return {
		view: repairView(state, page, filters),
		opened: opened && { ...opened, mayMove: mayMove(actor, opened.item) },
		gone: event.url.searchParams.get('gone'),
		back: event.url.searchParams.get('back'),
		mayMove: can(actor, 'equipment.move'),
		now: clock.now()
	};
});

export const actions: Actions = {
	expect: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(repairDaySchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await changeExpectedDay(db, signedIn(event), parsed.data, clock);
		return { changed: true };
	})
};
