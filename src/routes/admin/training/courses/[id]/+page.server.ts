import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { formatDayNumeric, formatTime } from '$lib/format/dates.ts';
import { sessionSchema } from '$lib/training/session-form.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { cancelSession } from '$lib/server/training/courses/cancel-session.ts';
import { getSession } from '$lib/server/training/courses/get-session.ts';
import { saveSession } from '$lib/server/training/courses/save-session.ts';
import { sessionInput } from '$lib/server/training/courses/session-input.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const now = clock.now();
	const [session, places] = await Promise.all([
		getSession(db, signedIn(event), event.params.id, now),
		listPlaceOptions(db, locale)
	]);
	if (!session.mayEdit) error(404);
	return {
		id: session.id,
		titles: session.titles,
		phase: session.phase,
		concerned: session.taken + session.waiting,
		places,
		values: {
			moduleId: session.moduleId,
			day: formatDayNumeric(session.startsAt),
			from: formatTime(session.startsAt, 'et'),
			until: formatTime(session.endsAt, 'et'),
			signUpDay: formatDayNumeric(session.signUpUntil),
			signUpHour: formatTime(session.signUpUntil, 'et'),
			placeId: session.placeId ?? '',
			room: session.room,
			teacherId: session.teacherId ?? '',
			teacherId_text: session.teacherId ? session.teacher : '',
			teacherName: session.teacherName,
			locale: session.locale,
			seats: String(session.seats),
			offerHours: String(session.offerHours),
			note: session.note,
			seen: String(session.sequence)
		}
	};
});

const cancelling = v.object({
	reason: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(500, 'errors_text_long')
	)
});

export const actions: Actions = {
	save: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['teacherId']);
		const parsed = parseForm(sessionSchema, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		if (untold.teacherId) return failForm(untold, parsed.values);
		await saveSession(db, actor, sessionInput(parsed.data, event.params.id), clock);
		redirect(303, `/training/courses/${event.params.id}?done=saved`);
	}),
	cancel: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(cancelling, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const input = { sessionId: event.params.id, reason: parsed.data.reason };
		await cancelSession(db, signedIn(event), input, clock);
		redirect(303, `/training/courses/${event.params.id}?done=cancelled`);
	})
};
