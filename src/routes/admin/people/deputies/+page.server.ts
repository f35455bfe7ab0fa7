import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { deputyForSchema } from '$lib/people/person-schemas.ts';
import { endDeputy } from '$lib/server/people/end-deputy.ts';
import { listDeputyPeriods } from '$lib/server/people/list-posts.ts';
import { nameDeputy } from '$lib/server/people/name-deputy.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const today = isoDay(clock.now());
	const periods = await listDeputyPeriods(db, actor, today);
	return {
		periods: periods.map((one) => ({ ...one, unitName: localize(one.unitName, locale) })),
		mayEdit: can(actor, 'people.edit'),
		today,
		done: event.url.searchParams.get('done')
	};
});

export const actions: Actions = {
	name: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId', 'deputyId']);
		const parsed = parseForm(deputyForSchema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		await nameDeputy(db, actor, parsed.data, clock);
		redirect(303, '/admin/people/deputies?done=named');
	}),
	end: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ id: v.pipe(v.string(), v.uuid()) }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await endDeputy(db, signedIn(event), parsed.data, clock);
		redirect(303, '/admin/people/deputies?done=ended');
	})
};
