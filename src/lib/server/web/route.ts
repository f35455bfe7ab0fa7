import { error, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#lib/people/actor.ts';
import { DomainError } from '#lib/errors.ts';
import { isFileGone } from '#lib/server/files/storage-problem.ts';
import { asHttpError, failWith, type FormProblem } from './fail.ts';
import { formValues } from './parse-form.ts';
import { plainPage } from './plain-page.ts';

/** The signed-in person. The route table has let only them in; a missing one is 401, never a crash. */
export function signedIn(event: { locals: App.Locals }): Actor {
	if (!event.locals.actor) error(401);
	return event.locals.actor;
}

/** Wraps a load or an endpoint: a DomainError of the query becomes its HTTP error. */
export function guarded<E, R>(work: (event: E) => R | Promise<R>): (event: E) => Promise<R> {
	return async (event) => {
		try {
			return await work(event);
		} catch (problem) {
			throw asHttpError(problem);
		}
	};
}

/**
 * Wraps an endpoint that people open in a browser: what is not there, or not theirs, is said on a page. A thrown
 * error would get SvelteKit's last page, which says that something broke.
 */
export function answering<E extends RequestEvent>(
	work: (event: E) => Response | Promise<Response>
): (event: E) => Promise<Response> {
	return async (event) => {
		try {
			return await work(event);
		} catch (problem) {
			if (problem instanceof DomainError && problem.code === 'NotFound')
				return plainPage(event, 'not_found');
			if (isFileGone(problem)) return plainPage(event, 'file_gone');
			throw asHttpError(problem);
		}
	};
}

/**
 * Wraps a form action: the form is read once and handed over, and a DomainError of the command comes back
 * to the form with everything that was typed.
 */
export function action<E extends RequestEvent, R>(
	work: (event: E, form: FormData) => Promise<R>
): (event: E) => Promise<R | ActionFailure<FormProblem>> {
	return async (event) => {
		const form = withoutNul(await event.request.formData());
		try {
			return await work(event, form);
		} catch (problem) {
			return failWith(problem, formValues(form));
		}
	};
}

/** PostgreSQL keeps no NUL in a text, and no person types one. */
function withoutNul(form: FormData): FormData {
	for (const name of new Set(form.keys())) {
		const values = form.getAll(name);
		if (!values.some((value) => typeof value === 'string' && value.includes('\0'))) continue;
		form.delete(name);
		for (const value of values)
			form.append(name, typeof value === 'string' ? value.replaceAll('\0', '') : value);
	}
	return form;
}
