import { can } from '$lib/people/permissions.ts';
import { getItem } from '$lib/server/equipment/get-item.ts';
import { openRequestsAbout } from '$lib/server/requests/queries/things-of.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event: Parameters<PageServerLoad>[0]) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const item = await getItem(db, actor, event.params.id ?? '');
	const requests = item.holderId ? await openRequestsAbout(db, item.holderId, item.id) : [];
	const own = item.holderId === actor.personId;
	const forHolder =
		item.holderManagerId === actor.personId ||
		(item.holderUnitId !== null && actor.representsUnitIds.includes(item.holderUnitId));
	return {
		item,
		requests,
		own,
		mayAsk: own || forHolder,
		mayOpenRegister: can(actor, 'equipment.read'),
		personId: actor.personId,
		now: clock.now()
	};
});
