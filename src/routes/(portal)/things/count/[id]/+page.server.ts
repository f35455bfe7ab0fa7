import * as v from 'valibot';
import { COUNT_NEWS } from '$lib/equipment/stocktake/count-news.ts';
import { chosenId, givenText, longText, neededId, shortText } from '$lib/systems/form-fields.ts';
import { getCount, scannedThings } from '$lib/server/equipment/stocktake/my-counts.ts';
import { newId } from '$lib/server/db/new-id.ts';
import { scanLabels } from '$lib/server/equipment/stocktake/scan-labels.ts';
import { keepScanPhoto } from '$lib/server/equipment/stocktake/scan-photo.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends(COUNT_NEWS);
	const { db, locale, sharedComputer } = event.locals;
	const actor = signedIn(event);
	const [count, places] = await Promise.all([
		getCount(db, actor, event.params.id),
		listPlaceOptions(db, locale)
	]);
	const here = event.url.searchParams;
	return {
		count,
		places: places.map(({ id, name }) => ({ id, name })),
		personId: actor.personId,
		mayStay: !sharedComputer,
		at: { placeId: here.get('place') ?? actor.placeId ?? '', room: here.get('room') ?? '' },
		/** So that a form without script that is sent twice counts once. */
		scanId: newId()
	};
});

const schema = v.object({
	scanId: neededId,
	code: givenText,
	placeId: chosenId,
	room: shortText,
	note: longText
});

export const actions: Actions = {
	scan: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const takeId = event.params.id ?? '';
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { scanId, ...rest } = parsed.data;
		const scan = { ...rest, id: scanId, scannedAt: clock.now() };
		const [answer] = await scanLabels(db, actor, takeId, [scan], clock);
		const photo = form.get('photo');
		if (answer && photo instanceof File && photo.size > 0) {
			await keepScanPhoto(db, actor, { takeId, scanId, photo });
		}
		const things = await scannedThings(db, answer?.itemId ? [answer.itemId] : []);
		return {
			scanned: answer && {
				outcome: answer.outcome,
				code: rest.code,
				thing: things.get(answer.itemId ?? '') ?? null
			},
			at: { placeId: rest.placeId ?? '', room: rest.room }
		};
	})
};
