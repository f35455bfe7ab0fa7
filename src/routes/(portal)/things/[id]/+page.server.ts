import { isThingForm } from '$lib/equipment/mine/thing-forms.ts';
import { can } from '$lib/people/permissions.ts';
import { getItem } from '$lib/server/equipment/get-item.ts';
import { speaksFor } from '$lib/server/equipment/mine/lock-held.ts';
import { saidOfThing, storyOfThing } from '$lib/server/equipment/mine/story-of-thing.ts';
import { openRequestsAbout } from '$lib/server/requests/queries/things-of.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event: Parameters<PageServerLoad>[0]) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const item = await getItem(db, actor, event.params.id ?? '');
	const own = item.holderId === actor.personId;
	const speaks = speaksFor(actor, item);
	const shared = item.holderId === null;
	const isDesk = can(actor, 'equipment.read');
	const [requests, said, story] = await Promise.all([
		item.holderId ? openRequestsAbout(db, item.holderId, item.id) : [],
		saidOfThing(db, item),
		// What happened before it came to its holder is the desk's to know.
		storyOfThing(db, item.id, isDesk ? null : item.heldSince)
	]);
	const told = event.url.searchParams.get('said') ?? '';
	const { id, inventoryNumber, category, categoryName, icon, model, serial, state } = item;
	const { holderId, holderName, heldSince, placeName, room } = item;
	const { boughtOn, warrantyUntil, requestNumber, photoId } = item;
	return {
		item: {
			...{ id, inventoryNumber, category, categoryName, icon, model, serial, state },
			...{ holderId, holderName, heldSince, placeName, room },
			...{ boughtOn, warrantyUntil, requestNumber, photoId }
		},
		...{ requests, said, story, own, speaks, shared },
		mayAsk: own || speaks || shared || item.holderManagerId === actor.personId,
		mayOpenRegister: isDesk,
		told: isThingForm(told) ? told : null,
		personId: actor.personId,
		now: clock.now()
	};
});
