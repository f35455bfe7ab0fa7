import { fail, redirect } from '@sveltejs/kit';
import { formShowing } from '$lib/catalogue/form-showing.ts';
import type { ServiceDefinition } from '$lib/catalogue/service-definition.ts';
import { applyRowAct } from '$lib/catalogue/typed-rows.ts';
import type { TypedValues } from '$lib/catalogue/read-answers.ts';
import { DomainError } from '$lib/errors.ts';
import { isId } from '$lib/ids.ts';
import { FORM_CONTROLS } from '$lib/requests/form-controls.ts';
import { requestHref } from '$lib/requests/request-number.ts';
import { getServiceForAsking } from '$lib/server/catalogue/get-service-for-asking.ts';
import { outagesOf } from '$lib/server/notices/reading/find-notices.ts';
import { linkSameFault } from '$lib/server/notices/reading/link-same-fault.ts';
import { dropDraft, saveDraft } from '$lib/server/requests/drafts.ts';
import { previewTyped } from '$lib/server/requests/preview-typed.ts';
import { getAskingPage } from '$lib/server/requests/queries/asking-page.ts';
import { listOwnFiles } from '$lib/server/requests/queries/own-files.ts';
import { readAskingForm, type AskingForm } from '$lib/server/requests/read-asking-form.ts';
import { submitRequest } from '$lib/server/requests/submit-request.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { searchParams } = event.url;
	const address = {
		item: searchParams.get('item'),
		for: searchParams.get('for'),
		answers: Object.fromEntries(searchParams)
	};
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const page = await getAskingPage(db, actor, event.params.slug, address, clock);
	const showing = formShowing(page.fields, page.typed, actor.locale);
	const { locale } = event.locals;
	const outages =
		page.kind === 'fault' ? await outagesOf(db, actor, { locale, now: clock.now(), limit: 3 }) : [];
	return { ...page, showing, outages, kept: searchParams.has('kept') };
});

/** What the buttons inside the form do besides sending it: each keeps what was typed and shows the form again. */
const inside: Record<string, (typed: TypedValues) => { typed: TypedValues; at: string }> = {
	later: (typed) => ({ typed, at: '?kept=1' }),
	for: (typed) => ({ typed: { ...typed, [FORM_CONTROLS.choosing]: '1' }, at: '?#beneficiary' }),
	add: (typed) => ({ typed: { ...typed, [FORM_CONTROLS.choosing]: '1' }, at: '?#beneficiary' }),
	chosen: (typed) => ({ typed: without(typed, FORM_CONTROLS.choosing), at: '?#beneficiary' })
};

const without = (typed: TypedValues, name: string): TypedValues =>
	Object.fromEntries(Object.entries(typed).filter(([key]) => key !== name));

export const actions: Actions = {
	send: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const { slug } = event.params;
		const act = form.get('_act');
		const rows = form.get('_rows');
		for (const name of ['_act', '_rows']) form.delete(name);
		if (act === 'drop') {
			await dropDraft(db, actor, slug);
			redirect(303, `/services/${slug}`);
		}
		const { definition } = await getServiceForAsking(db, actor, slug);
		const asked = await readAskingForm(db, actor, definition.fields, form, clock);
		const { typed } = asked;
		if (typeof rows === 'string') {
			await saveDraft(db, actor, { slug, values: applyRowAct(typed, rows) }, clock);
			redirect(303, `/services/${slug}#${rows.split(/[:.]/)[1] ?? ''}`);
		}
		const button = typeof act === 'string' ? inside[act] : undefined;
		const unclear = (act === 'add' || act === 'chosen') && FORM_CONTROLS.who in asked.issues;
		if (button && !unclear) {
			const next = button(typed);
			await saveDraft(db, actor, { slug, values: next.typed }, clock);
			redirect(303, `/services/${slug}${next.at}`);
		}
		if (button || Object.keys(asked.issues).length > 0)
			return await refuse(event, asked, definition);
		try {
			const { requests } = await submitRequest(
				db,
				actor,
				{
					slug,
					beneficiaryIds: asked.beneficiaryIds,
					values: asked.raw,
					submissionKey: String(typed[FORM_CONTROLS.key] ?? '')
				},
				clock
			);
			if (definition.kind === 'fault') await linkToOutage(event, requests, asked.typed);
			const [first, ...others] = requests.map(({ number }) => number);
			if (first !== undefined && others.length === 0) redirect(303, `${requestHref(first)}?sent=1`);
			redirect(303, `/requests?sent=${requests.map(({ number }) => number).join(',')}`);
		} catch (problem) {
			if (problem instanceof DomainError && problem.code === 'Invalid')
				return await refuse(event, asked, definition, problem);
			throw problem;
		}
	})
};

/** A report of what is known to be out of order is no reason to fail: the request stands either way. */
async function linkToOutage(
	event: RequestEvent,
	requests: { id: string; number: number }[],
	typed: TypedValues
): Promise<void> {
	const { db, clock } = event.locals;
	const words = Object.values(typed)
		.flat()
		.filter((value) => typeof value === 'string' && !isId(value))
		.join(' ');
	for (const request of requests)
		await linkSameFault(db, signedIn(event), { ...request, words }, clock);
}

/** Everything that was typed comes back with its problems, and is kept as a draft as well. */
async function refuse(
	event: RequestEvent,
	asked: AskingForm,
	definition: ServiceDefinition,
	problem?: DomainError
) {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const { typed, matches } = asked;
	await saveDraft(db, actor, { slug: event.params.slug, values: typed }, clock);
	const keys = { ...asked.issues, ...problem?.issues };
	const issues = Object.fromEntries(
		Object.entries(keys).map(([field, texts]) => [
			field,
			texts.map((text) => errorText(text, problem?.details))
		])
	);
	const files = await listOwnFiles(db, actor, Object.values(typed).flat().filter(isId));
	const showing = formShowing(definition.fields, typed, actor.locale);
	const preview = await previewTyped(db, actor, { definition, values: typed }, clock);
	const message = errorText('errors_invalid');
	return fail(422, { message, issues, values: typed, showing, matches, files, preview });
}
