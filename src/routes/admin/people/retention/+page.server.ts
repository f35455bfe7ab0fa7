import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { listRetentionOver, pseudonymise } from '$lib/server/access/leaving/pseudonymise.ts';
import { getSetting } from '$lib/server/settings/settings.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const [due, years] = await Promise.all([
		listRetentionOver(db, signedIn(event), clock),
		getSetting(db, 'retentionYears')
	]);
	return { due, years, done: event.url.searchParams.has('done') };
});

const chosen = v.object({ personId: v.pipe(v.string(), v.uuid()) });

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(chosen, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await pseudonymise(db, signedIn(event), parsed.data, clock);
		redirect(303, `${event.url.pathname}?done=1`);
	})
};
