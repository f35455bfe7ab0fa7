import { error } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { getChange } from '$lib/server/access/changes/get-change.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	if (!/^\d{1,9}$/.test(event.params.number)) error(404);
	const change = await getChange(db, actor, Number(event.params.number));
	const { personId, managerId, toUnitId: unitId } = change;
	const decides =
		change.kind === 'mover' &&
		change.state === 'open' &&
		personId !== null &&
		unitId !== null &&
		can(actor, 'people.decide_move', { personId, managerId, unitId });
	return { change, decides, note: change.note && errorText(change.note), now: clock.now() };
});
