import { error, redirect } from '@sveltejs/kit';
import { thingFormSchema } from '$lib/equipment/mine/thing-form-schema.ts';
import { isThingForm, type ThingForm } from '$lib/equipment/mine/thing-forms.ts';
import { itemTitle } from '$lib/equipment/item-words.ts';
import type { Actor } from '$lib/people/actor.ts';
import type { Clock } from '$lib/server/clock.ts';
import type { Db } from '$lib/server/db/client.ts';
import { getItem } from '$lib/server/equipment/get-item.ts';
import { askToReturn, undoReturn } from '$lib/server/equipment/mine/ask-to-return.ts';
import { speaksFor } from '$lib/server/equipment/mine/lock-held.ts';
import { passOn, takeBackPassing } from '$lib/server/equipment/mine/pass-on.ts';
import { sayCannotFind, sayFound, sayNotMine } from '$lib/server/equipment/mine/say-of-thing.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type * as v from 'valibot';
import type { Actions, PageServerLoadEvent } from './$types';

type Said = v.InferOutput<typeof thingFormSchema> & { itemId: string };
type Say = (db: Db, actor: Actor, said: Said, clock: Clock) => Promise<unknown>;

const COMMANDS: Record<ThingForm, Say> = {
	return: askToReturn,
	keep: undoReturn,
	'pass-on': passOn,
	'take-back': takeBackPassing,
	'not-mine': sayNotMine,
	missing: sayCannotFind,
	found: sayFound
};

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { id, act } = event.params;
	const actor = signedIn(event);
	if (!isThingForm(act)) error(404);
	const item = await getItem(event.locals.db, actor, id);
	if (!speaksFor(actor, item)) error(404);
	return { act, id: item.id, title: itemTitle(item), number: item.inventoryNumber };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { id: itemId = '', act = '' } = event.params;
		const actor = signedIn(event);
		if (!isThingForm(act)) error(404);
		const unknown = await resolveTypedPeople(db, actor, form, ['personId']);
		const parsed = parseForm(thingFormSchema, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...unknown }, parsed.values);
		if (Object.keys(unknown).length > 0) return failForm(unknown, parsed.values);
		await COMMANDS[act](db, actor, { ...parsed.data, itemId }, clock);
		redirect(303, `/things/${itemId}?said=${act}`);
	})
};
