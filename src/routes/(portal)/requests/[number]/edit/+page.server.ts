import { error, fail, redirect } from '@sveltejs/kit';
import { formShowing } from '$lib/catalogue/form-showing.ts';
import type { ServiceField } from '$lib/catalogue/service-field.ts';
import { applyRowAct } from '$lib/catalogue/typed-rows.ts';
import { DomainError } from '$lib/errors.ts';
import { isId } from '$lib/ids.ts';
import { parseNumber, requestHref } from '$lib/requests/request-number.ts';
import { getCorrectionPage } from '$lib/server/requests/queries/correction-page.ts';
import { listOwnFiles } from '$lib/server/requests/queries/own-files.ts';
import { readAskingForm, type AskingForm } from '$lib/server/requests/read-asking-form.ts';
import { resubmitRequest } from '$lib/server/requests/resubmit-request.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

const numberOf = (event: { params: { number: string } }): number =>
	parseNumber(event.params.number) ?? error(404);

export const load = guarded(async (event: PageServerLoadEvent) => {
	const number = numberOf(event);
	const page = await getCorrectionPage(event.locals.db, signedIn(event), number);
	if (page.isOver) redirect(303, requestHref(number));
	return page;
});

export const actions: Actions = {
	default: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const number = numberOf(event);
		const rows = form.get('_rows');
		form.delete('_rows');
		const page = await getCorrectionPage(db, actor, number);
		const asked = await readAskingForm(db, actor, page.fields, form, clock);
		if (typeof rows === 'string') {
			const typed = applyRowAct(asked.typed, rows);
			return await back(event, { ...asked, typed, issues: {} }, page.fields, 200);
		}
		if (Object.keys(asked.issues).length > 0) return await back(event, asked, page.fields);
		try {
			await resubmitRequest(db, actor, { number, values: asked.raw }, clock);
		} catch (problem) {
			if (problem instanceof DomainError && problem.code === 'Invalid')
				return await back(event, { ...asked, issues: problem.issues }, page.fields);
			throw problem;
		}
		redirect(303, `${requestHref(number)}?sent=1`);
	})
};

/** Everything that was typed comes back, with its problems at their fields. */
async function back(event: RequestEvent, asked: AskingForm, fields: ServiceField[], status = 422) {
	const { db } = event.locals;
	const actor = signedIn(event);
	const { typed, matches } = asked;
	const issues = Object.fromEntries(
		Object.entries(asked.issues).map(([field, keys]) => [field, keys.map((key) => errorText(key))])
	);
	const files = await listOwnFiles(db, actor, Object.values(typed).flat().filter(isId));
	const message = status === 200 ? '' : errorText('errors_invalid');
	const showing = formShowing(fields, typed, actor.locale);
	return fail(status, { message, issues, values: typed, showing, matches, files });
}
