import { error, redirect } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { sessionSchema } from '$lib/training/session-form.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { saveSession } from '$lib/server/training/courses/save-session.ts';
import { sessionInput } from '$lib/server/training/courses/session-input.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'training.edit')) error(404);
	const [modules, places] = await Promise.all([
		listModuleOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return { modules, places, moduleId: event.url.searchParams.get('module') ?? '' };
});

export const actions: Actions = {
	default: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['teacherId']);
		const parsed = parseForm(sessionSchema, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		if (untold.teacherId) return failForm(untold, parsed.values);
		const { id } = await saveSession(db, actor, sessionInput(parsed.data), clock);
		redirect(303, `/training/courses/${id}?done=saved`);
	})
};
