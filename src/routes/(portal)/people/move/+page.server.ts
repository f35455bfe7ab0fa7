import { error, redirect } from '@sveltejs/kit';
import { moveSchema } from '$lib/access/decide-schema.ts';
import { isDesk, mayTellOfMoves } from '$lib/access/may-move.ts';
import { movesToDecide } from '$lib/server/access/changes/get-change.ts';
import { proposeMove } from '$lib/server/access/changes/propose-move.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	if (!mayTellOfMoves(actor)) error(404);
	const [units, places, waiting] = await Promise.all([
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale),
		movesToDecide(db, actor)
	]);
	const mine = { managerId: actor.personId, managerId_text: actor.name, unitId: actor.unitId };
	const values: Record<string, string> = actor.isManager ? mine : {};
	return { units, places, waiting, values, desk: isDesk(actor), now: clock.now() };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId', 'managerId']);
		const parsed = parseForm(moveSchema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		const { number } = await proposeMove(db, actor, parsed.data, clock);
		const decides =
			parsed.data.managerId === actor.personId || isDesk(actor) ? `${number}?sent` : '';
		redirect(303, decides ? `/people/changes/${decides}` : '/people/move?sent');
	})
};
