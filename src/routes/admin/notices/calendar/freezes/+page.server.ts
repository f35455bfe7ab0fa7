import * as v from 'valibot';
import { redirect } from '@sveltejs/kit';
import { isId } from '$lib/ids.ts';
import { freezeSchema } from '$lib/notices/plan/freeze-form.ts';
import { can } from '$lib/people/permissions.ts';
import { localizedName } from '$lib/people/person-schemas.ts';
import { addFreeze } from '$lib/server/notices/calendar/add-freeze.ts';
import { endFreeze } from '$lib/server/notices/calendar/end-freeze.ts';
import { listFreezes } from '$lib/server/notices/calendar/list-freezes.ts';
import { townMoment } from '$lib/server/notices/calendar/town-moment.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const here = '/admin/notices/calendar/freezes';
const endSchema = v.object({ id: v.pipe(v.string(), v.check(isId, 'errors_choose')) });

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	return {
		freezes: await listFreezes(db, actor),
		mayKeep: can(actor, 'notices.keep_calendar'),
		done: event.url.searchParams.get('done'),
		now: clock.now()
	};
});

export const actions: Actions = {
	add: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(freezeSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { data } = parsed;
		const input = {
			name: localizedName(data),
			reason: data.reason,
			startsAt: townMoment(data.startDay, data.startHour),
			endsAt: townMoment(data.endDay, data.endHour)
		};
		await addFreeze(db, signedIn(event), input, clock);
		redirect(303, `${here}?done=added`);
	}),
	end: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(endSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await endFreeze(db, signedIn(event), parsed.data, clock);
		redirect(303, `${here}?done=ended`);
	})
};
