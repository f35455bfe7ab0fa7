import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/paraglide/messages.js';
import { SAMPLE_PASSWORD, SAMPLE_SIGN_INS } from '$lib/server/auth/sample-sign-ins.ts';
import { signIn } from '$lib/server/auth/sign-in.ts';
import { config } from '$lib/server/config.ts';
import { failForm, type FormProblem } from '$lib/server/web/fail.ts';
import { needed, neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { withoutSecrets } from '$lib/server/web/secret-form.ts';
import { browserOf, firstPage, keepSession, sessionToken } from '$lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.object({
	email: neededLine('auth_need_email', 320),
	password: needed('auth_need_password'),
	shared: v.optional(v.string()),
	next: v.optional(v.string())
});

export const load: PageServerLoad = ({ locals, url }) => {
	const next = url.searchParams.get('next') ?? '';
	if (locals.actor && !locals.secondFactorPending) redirect(303, firstPage(locals.actor, next));
	const samples = config().isSample ? SAMPLE_SIGN_INS : [];
	const chosen = samples.find(({ email }) => email === url.searchParams.get('as'));
	return {
		next,
		samples,
		samplePassword: samples.length ? SAMPLE_PASSWORD : '',
		chosen: chosen?.email ?? '',
		signedOut: url.searchParams.has('out')
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { locals, cookies, request, url } = event;
		const parsed = parseForm(schema, await request.formData());
		const values = withoutSecrets(parsed.values);
		if (!parsed.ok) return failForm(parsed.issues, values);
		const { email, password, shared, next = url.searchParams.get('next') ?? '' } = parsed.data;
		const isShared = shared !== undefined;
		const result = await signIn(
			locals.db,
			{
				email,
				password,
				shared: isShared,
				browser: browserOf(event),
				replacesToken: sessionToken(cookies)
			},
			locals.clock
		);
		if (result.outcome === 'refused')
			return fail<FormProblem>(400, { message: m.auth_sign_in_refused(), issues: {}, values });
		if (result.outcome === 'wait') {
			event.setHeaders({ 'retry-after': String(result.seconds) });
			const message = m.auth_wait_minutes({ minutes: Math.ceil(result.seconds / 60) });
			return fail<FormProblem>(429, { message, issues: {}, values });
		}
		keepSession(event, result.token, isShared);
		const after = firstPage(result.actor, next);
		redirect(
			303,
			result.secondFactorPending ? `/second-factor?next=${encodeURIComponent(after)}` : after
		);
	}
};
