import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/paraglide/messages.js';
import { findAccount } from '$lib/server/auth/accounts.ts';
import { confirmTotp } from '$lib/server/auth/confirm-totp.ts';
import { totpSetUp } from '$lib/server/auth/totp-set-up.ts';
import { verifySecondFactor } from '$lib/server/auth/verify-second-factor.ts';
import { failForm, type FormProblem } from '$lib/server/web/fail.ts';
import { neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { orFail, withoutSecrets } from '$lib/server/web/secret-form.ts';
import { browserOf, firstPage, keepSession, sessionToken } from '$lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const code = neededLine('auth_need_code', 40);
const codeForm = v.object({ code, next: v.optional(v.string()) });
const setUpForm = v.object({ code, secret: v.string(), next: v.optional(v.string()) });

export const load: PageServerLoad = async ({ locals, url }) => {
	const { actor, db, secondFactorPending } = locals;
	const next = url.searchParams.get('next') ?? '';
	if (!actor) redirect(303, '/sign-in');
	if (!secondFactorPending) redirect(303, firstPage(actor, next));
	const account = await findAccount(db, actor.personId);
	const setUp = account?.totpConfirmedAt ? null : totpSetUp(actor.email);
	return { next: firstPage(actor, next), name: actor.name, setUp };
};

export const actions: Actions = {
	verify: async (event) => {
		const { actor, token } = halfIn(event);
		const parsed = parseForm(codeForm, await event.request.formData());
		const values = withoutSecrets(parsed.values);
		if (!parsed.ok) return failForm(parsed.issues, values);
		const input = { code: parsed.data.code, browser: browserOf(event), token };
		const result = await verifySecondFactor(event.locals.db, actor, input, event.locals.clock);
		if (result.outcome === 'refused') return failForm({ code: ['auth_code_refused'] }, values);
		if (result.outcome === 'wait') {
			event.setHeaders({ 'retry-after': String(result.seconds) });
			const message = m.auth_wait_minutes({ minutes: Math.ceil(result.seconds / 60) });
			return fail<FormProblem>(429, { message, issues: {}, values });
		}
		keepSession(event, result.token, result.shared);
		redirect(303, firstPage(actor, parsed.data.next));
	},
	set_up: async (event) => {
		const { actor, token } = halfIn(event);
		const parsed = parseForm(setUpForm, await event.request.formData());
		const values = withoutSecrets(parsed.values);
		const again = (failure: ActionFailure<FormProblem>) =>
			fail(failure.status, { ...failure.data, setUp: totpSetUp(actor.email, values.secret) });
		if (!parsed.ok) return again(failForm(parsed.issues, values));
		const { code, secret } = parsed.data;
		const input = { code, secret, password: null, browser: browserOf(event), token };
		const result = await orFail(values, () =>
			confirmTotp(event.locals.db, actor, input, event.locals.clock)
		);
		if (result.failed) return again(result.failed);
		keepSession(event, result.done.token, result.done.shared);
		return { recoveryCodes: result.done.recoveryCodes };
	}
};

/** Who has given the password and still owes the second factor. */
function halfIn({ locals, cookies }: RequestEvent) {
	const token = sessionToken(cookies);
	if (!locals.actor || !token) redirect(303, '/sign-in');
	if (!locals.secondFactorPending) redirect(303, '/');
	return { actor: locals.actor, token };
}
