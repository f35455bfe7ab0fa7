import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isId } from '$lib/ids.ts';
import { getSession } from '$lib/server/training/courses/get-session.ts';
import { giveUpSeat } from '$lib/server/training/courses/give-up-seat.ts';
import { markAttendance } from '$lib/server/training/courses/mark-attendance.ts';
import { rateSession } from '$lib/server/training/courses/rate-session.ts';
import { signUp } from '$lib/server/training/courses/sign-up.ts';
import { undoAttendance } from '$lib/server/training/courses/undo-attendance.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const now = clock.now();
	const actor = signedIn(event);
	const session = await getSession(db, actor, event.params.id, now);
	const teaches = session.teacherId === actor.personId;
	return { session, teaches, now, done: event.url.searchParams.get('done') };
});

const rating = v.object({
	rating: v.optional(v.string(), ''),
	feedback: v.optional(v.pipe(v.string(), v.maxLength(2000, 'errors_text_long')), '')
});
const mark = v.object({
	personId: v.pipe(v.optional(v.string(), ''), v.check(isId, 'errors_choose')),
	attended: v.picklist(['yes', 'no'])
});

const undo = v.object({ personId: mark.entries.personId });

const back = (event: RequestEvent, done: string) =>
	redirect(303, `/training/courses/${event.params.id}?done=${done}`);

export const actions: Actions = {
	sign_up: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		const { state } = await signUp(db, signedIn(event), { sessionId: event.params.id }, clock);
		back(event, state);
	}),
	give_up: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		await giveUpSeat(db, signedIn(event), { sessionId: event.params.id }, clock);
		back(event, 'given_up');
	}),
	rate: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(rating, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const said = { rating: Number(parsed.data.rating), feedback: parsed.data.feedback };
		await rateSession(db, signedIn(event), { sessionId: event.params.id, ...said }, clock);
		back(event, 'rated');
	}),
	mark: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		const parsed = parseForm(mark, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		const { personId, attended } = parsed.data;
		const input = { sessionId: event.params.id, personId, attended: attended === 'yes' };
		await markAttendance(db, actor, input, clock);
		back(event, 'marked');
	}),
	undo: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(undo, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const input = { sessionId: event.params.id, ...parsed.data };
		await undoAttendance(db, signedIn(event), input, clock);
		back(event, 'undone');
	})
};
