import { error } from '@sveltejs/kit';
import { parseNumber } from '$lib/requests/request-number.ts';
import { getDeskPanel } from '$lib/server/requests/queries/desk-panel.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { deskActions } from '../desk-actions.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:desk');
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const number = parseNumber(event.params.number) ?? error(404);
	const panel = await getDeskPanel(db, actor, number, now);
	return { panel, personId: actor.personId, now };
});

export const actions = deskActions;
