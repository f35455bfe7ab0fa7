import * as v from 'valibot';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { longText, neededId } from '$lib/systems/form-fields.ts';
import { rightsShape } from '$lib/systems/list-shapes.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { endRight } from '$lib/server/systems/end-right.ts';
import { rightTrail } from '$lib/server/systems/right-trail.ts';
import { getRight, listRights } from '$lib/server/systems/list-rights.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { rightFilters, rightView } from './right-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const params = event.url.searchParams;
	const state = parseListState(rightsShape, params);
	// The bare address shows what is in force; whoever wants the ended ones too takes the filter away.
	if (params.size === 0) state.filters.state = ['live'];
	const [page, filters, opened] = await Promise.all([
		listRights(db, actor, state, clock),
		rightFilters(db, locale, state),
		openRecord(state.open, (id) => getRight(db, actor, id, clock))
	]);
	return {
		view: rightView(state, page, filters),
		opened,
		trail: opened ? await rightTrail(db, opened.id) : [],
		mayEnd: opened !== undefined && !opened.endedAt && can(actor, 'rights.grant', opened),
		mayGrant: can(actor, 'rights.grant'),
		granted: params.has('granted'),
		now: clock.now()
	};
});

export const actions: Actions = {
	end: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ rightId: neededId, reason: longText }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await endRight(db, signedIn(event), parsed.data, clock);
		return { done: 'ended' as const };
	})
};
