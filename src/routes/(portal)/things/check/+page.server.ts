import { redirect } from '@sveltejs/kit';
import { answerRound, thingsToCheck } from '$lib/server/equipment/mine/answer-round.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const ANSWER = 'thing-';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const personId = event.url.searchParams.get('person') || actor.personId;
	const { holder, round, things } = await thingsToCheck(db, actor, personId);
	return {
		...{ round, things, personId },
		name: personId === actor.personId ? null : holder.name,
		done: event.url.searchParams.has('done'),
		now: clock.now()
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const personId = event.url.searchParams.get('person') || actor.personId;
		const answers: Record<string, string> = {};
		for (const [name, value] of form) {
			if (name.startsWith(ANSWER) && typeof value === 'string') {
				answers[name.slice(ANSWER.length)] = value;
			}
		}
		await answerRound(db, actor, { personId, answers, all: form.has('all') }, clock);
		const query = personId === actor.personId ? 'done' : `person=${personId}&done`;
		redirect(303, `/things/check?${query}`);
	})
};
