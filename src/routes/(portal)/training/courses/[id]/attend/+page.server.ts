import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { getSession } from '$lib/server/training/courses/get-session.ts';
import { attendByCode } from '$lib/server/training/courses/mark-attendance.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const now = clock.now();
	const { id, titles, startsAt, endsAt } = await getSession(
		db,
		signedIn(event),
		event.params.id,
		now
	);
	return { id, titles, startsAt, endsAt, now, code: event.url.searchParams.get('code') ?? '' };
});

const schema = v.object({ code: neededLine('courses_error_code', 40) });

export const actions: Actions = {
	default: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const sessionId = event.params.id;
		await attendByCode(db, signedIn(event), { sessionId, code: parsed.data.code }, clock);
		redirect(303, `/training/courses/${sessionId}?done=attended`);
	})
};
