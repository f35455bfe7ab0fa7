import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { DomainError } from '$lib/errors.ts';
import { parseAffected, type NamedAffected } from '$lib/notices/affected.ts';
import { IMPACTS } from '$lib/notices/notice-states.ts';
import { draftSchema, textsOf } from '$lib/notices/writing/draft-form.ts';
import { nameAffected } from '$lib/server/notices/writing/affected-names.ts';
import { saveDraft } from '$lib/server/notices/writing/save-draft.ts';
import { searchAffected } from '$lib/server/notices/writing/search-affected.ts';
import { typedWindow } from '$lib/server/notices/writing/typed-window.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm, failWith, type FormProblem } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { signedIn } from '$lib/server/web/route.ts';

/** Names of the things on a form that comes back, so that it shows them again. */
export async function thingsOf(event: RequestEvent, form: FormData): Promise<NamedAffected[]> {
	const { db, locale } = event.locals;
	const codes = form.getAll('affected[]').filter((code) => typeof code === 'string');
	return nameAffected(db, parseAffected(codes), locale);
}

/** Saves the form as a new notice or a change of `number`; a form with problems comes back with all that was chosen. */
export async function saveForm(event: RequestEvent, form: FormData, number?: number) {
	const again = async ({ status, data }: { status: number; data: FormProblem }) =>
		fail(status, { ...data, things: await thingsOf(event, form), found: undefined });
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const untold = await resolveTypedPeople(db, actor, form, ['ownerId']);
	const parsed = parseForm(draftSchema, form);
	if (!parsed.ok) return again(failForm({ ...parsed.issues, ...untold }, parsed.values));
	let saved;
	try {
		const { data } = parsed;
		const input = {
			...(number === undefined ? {} : { number }),
			...(data.revision === undefined ? {} : { revision: data.revision }),
			kind: data.kind,
			texts: textsOf(data),
			fits: data.fits,
			affected: data.affected,
			ownerId: data.ownerId,
			...typedWindow(data),
			...(data.remindersFollow && data.reminders.length === 0 ? {} : { reminders: data.reminders }),
			checks: data.checks,
			asksAcknowledgement: data.asksAcknowledgement,
			asksIfWorks: data.asksIfWorks,
			isPublic: data.isPublic,
			moduleKey: data.moduleKey || null,
			noModuleReason: data.noModuleReason || null,
			tellAgain: data.tellAgain
		};
		saved = await saveDraft(db, actor, input, clock);
	} catch (problem) {
		if (problem instanceof DomainError && problem.code === 'NotFound') throw problem;
		return again(failWith(problem, formValues(form)));
	}
	const page = `/admin/notices/${saved.number}`;
	redirect(303, form.get('next') === 'stay' ? `${page}/edit?saved` : page);
}

/** Looks up what was typed, for a form without JavaScript: it comes back with what was found. */
export async function findForm(event: RequestEvent, form: FormData) {
	const { db, locale } = event.locals;
	const typed = form.get('find_text');
	const found = await searchAffected(
		db,
		signedIn(event),
		typeof typed === 'string' ? typed.slice(0, 200) : '',
		locale
	);
	const impact = IMPACTS[2];
	return {
		message: '',
		issues: {},
		values: formValues(form),
		things: await thingsOf(event, form),
		found: found.map((thing) => ({ ...thing, impact, gone: false }))
	};
}
