import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isoDay } from '$lib/format/moments.ts';
import { deputySchema } from '$lib/people/person-schemas.ts';
import { endDeputy } from '$lib/server/people/end-deputy.ts';
import { listDeputiesOf } from '$lib/server/people/get-person.ts';
import { nameDeputy } from '$lib/server/people/name-deputy.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, clock } = event.locals;
	const { personId } = signedIn(event);
	const today = isoDay(clock.now());
	const periods = await listDeputiesOf(db, personId, today);
	return {
		mine: periods.filter((one) => one.personId === personId),
		others: periods.filter((one) => one.deputyId === personId),
		today,
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	name: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['deputyId']);
		const parsed = parseForm(deputySchema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		await nameDeputy(db, actor, parsed.data, clock);
		redirect(303, '/deputies?done=named');
	}),
	end: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ id: v.pipe(v.string(), v.uuid()) }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await endDeputy(db, signedIn(event), parsed.data, clock);
		redirect(303, '/deputies?done=ended');
	})
};
