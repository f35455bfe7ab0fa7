import { error } from '@sveltejs/kit';
import { joinerLineSchema } from '$lib/access/decide-schema.ts';
import { requestSchemas } from '$lib/requests/form-schemas.ts';
import { parseNumber } from '$lib/requests/request-number.ts';
import { decideJoinerLine } from '$lib/server/access/changes/decide-joiner.ts';
import { findJoiner } from '$lib/server/access/changes/get-change.ts';
import { cancelRequest } from '$lib/server/requests/cancel-request.ts';
import { commentRequest } from '$lib/server/requests/comment-request.ts';
import { confirmRequest } from '$lib/server/requests/confirm-request.ts';
import { decideApproval } from '$lib/server/requests/decide-approval.ts';
import { getRequestPage } from '$lib/server/requests/queries/request-page.ts';
import { reopenRequest } from '$lib/server/requests/reopen-request.ts';
import { storeLetterFiles } from '$lib/server/requests/store-letter-files.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

const numberOf = (event: { params: { number: string } }): number =>
	parseNumber(event.params.number) ?? error(404);

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:requests');
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const number = numberOf(event);
	const request = await getRequestPage(db, actor, number, now);
	const joiner = request.addsPerson ? await findJoiner(db, number) : undefined;
	const asked = event.url.searchParams;
	return {
		request,
		joiner,
		now,
		personId: actor.personId,
		sent: asked.has('sent'),
		confirm: asked.has('confirm'),
		print: asked.has('print')
	};
});

/** A letter with its files: stored first, so that a refused letter does not lose them. */
const write = action(async (event: RequestEvent, form) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const number = numberOf(event);
	const parsed = parseForm(requestSchemas.letter, form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	const fileIds = await storeLetterFiles(db, actor, form.getAll('files'), clock);
	await commentRequest(db, actor, { number, body: parsed.data.body, fileIds }, clock);
	return { done: 'letter' };
});

export const actions: Actions = {
	comment: write,
	answer: write,
	confirm: action(async (event, form) => {
		const parsed = parseForm(requestSchemas.confirm, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const input = { number: numberOf(event), ...parsed.data };
		await confirmRequest(db, signedIn(event), input, clock);
		return { done: 'confirmed' };
	}),
	reopen: action(async (event, form) => {
		const parsed = parseForm(requestSchemas.reopen, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const input = { number: numberOf(event), reason: parsed.data.reason };
		await reopenRequest(db, signedIn(event), input, clock);
		return { done: 'reopened' };
	}),
	cancel: action(async (event, form) => {
		const parsed = parseForm(requestSchemas.reason, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const input = { number: numberOf(event), reason: parsed.data.reason };
		await cancelRequest(db, signedIn(event), input, clock);
		return { done: 'cancelled' };
	}),
	line: action(async (event, form) => {
		const parsed = parseForm(joinerLineSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const input = { number: numberOf(event), ...parsed.data };
		await decideJoinerLine(db, signedIn(event), input, clock);
		return { done: '' };
	}),
	decide: action(async (event, form) => {
		const parsed = parseForm(requestSchemas.decision, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { db, clock } = event.locals;
		const { decision } = parsed.data;
		await decideApproval(db, signedIn(event), { ...parsed.data, number: numberOf(event) }, clock);
		return { done: decision };
	})
};
