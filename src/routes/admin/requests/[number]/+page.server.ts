import { error } from '@sveltejs/kit';
import { joinerLineSchema } from '$lib/access/decide-schema.ts';
import { isDesk } from '$lib/access/may-move.ts';
import { parseNumber } from '$lib/requests/request-number.ts';
import { decideJoinerLine } from '$lib/server/access/changes/decide-joiner.ts';
import { findJoiner } from '$lib/server/access/changes/get-change.ts';
import { getDeskPanel } from '$lib/server/requests/queries/desk-panel.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { deskActions } from '../desk-actions.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:desk');
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const number = parseNumber(event.params.number) ?? error(404);
	const panel = await getDeskPanel(db, actor, number, now);
	const joiner = panel.request.addsPerson ? await findJoiner(db, number) : undefined;
	return { panel, joiner, strikes: isDesk(actor), personId: actor.personId, now };
});

export const actions: Actions = {
	...deskActions,
	line: action(async (event, form) => {
		const number = parseNumber(event.params.number ?? '') ?? error(404);
		const parsed = parseForm(joinerLineSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		await decideJoinerLine(db, signedIn(event), { number, ...parsed.data }, clock);
		return { done: '' };
	})
};
