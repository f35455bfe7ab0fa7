import { redirect } from '@sveltejs/kit';
import { parseDay } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import {
	beginRound,
	endRound,
	mayAskTown,
	pastRounds,
	remindHolders
} from '$lib/server/equipment/mine/rounds.ts';
import { roundStanding } from '$lib/server/equipment/mine/round-standing.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const MOST_SHOWN = 500;

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const [standing, past] = await Promise.all([roundStanding(db, actor), pastRounds(db, now)]);
	const people = standing?.people ?? [];
	const waiting = people.filter(({ open }) => open > 0);
	const query = event.url.searchParams;
	return {
		round: standing && {
			id: standing.round.id,
			dueOn: standing.round.dueOn,
			isOverdue: standing.round.dueOn < isoDay(now)
		},
		all: people.length,
		done: people.length - waiting.length,
		waiting: waiting
			.slice(0, MOST_SHOWN)
			.map((one) => ({ ...one, unitName: localize(one.unitName, locale) })),
		past,
		mayAsk: mayAskTown(actor),
		told: {
			begun: query.get('begun'),
			reminded: query.get('reminded'),
			ended: query.has('ended')
		},
		now
	};
});

export const actions: Actions = {
	begin: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { dueOn } = formValues(form);
		const day = typeof dueOn === 'string' ? (parseDay(dueOn) ?? null) : null;
		const { asked } = await beginRound(db, signedIn(event), { dueOn: day }, clock);
		redirect(303, `/admin/equipment/asking?begun=${asked}`);
	}),
	remind: action(async (event) => {
		const { db, clock } = event.locals;
		const count = await remindHolders(db, signedIn(event), clock);
		redirect(303, `/admin/equipment/asking?reminded=${count}`);
	}),
	end: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { id } = formValues(form);
		await endRound(db, signedIn(event), { id: typeof id === 'string' ? id : '' }, clock);
		redirect(303, '/admin/equipment/asking?ended');
	})
};
