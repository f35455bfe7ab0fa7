import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import * as v from 'valibot';
import { confirmTotp } from '$lib/server/auth/confirm-totp.ts';
import { disableTotp } from '$lib/server/auth/disable-totp.ts';
import { getOwnSecurity } from '$lib/server/auth/own-security.ts';
import { renewRecoveryCodes } from '$lib/server/auth/renew-recovery-codes.ts';
import { totpSetUp } from '$lib/server/auth/totp-set-up.ts';
import { failForm, type FormProblem } from '$lib/server/web/fail.ts';
import { needed, neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { orFail, withoutSecrets } from '$lib/server/web/secret-form.ts';
import { browserOf, keepSession, sessionToken } from '$lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const password = needed('auth_need_current');
const passwordForm = v.object({ password });
const setUpForm = v.object({
	code: neededLine('auth_need_code', 40),
	secret: v.string(),
	password
});

export const load: PageServerLoad = guarded(async (event) => {
	const actor = signedIn(event);
	const security = await getOwnSecurity(event.locals.db, actor);
	return { security, setUp: totpSetUp(actor.email) };
});

export const actions: Actions = {
	set_up: async (event) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const parsed = parseForm(setUpForm, await event.request.formData());
		const values = withoutSecrets(parsed.values);
		const again = (failure: ActionFailure<FormProblem>) =>
			fail(failure.status, {
				...failure.data,
				part: 'set_up',
				setUp: totpSetUp(actor.email, values.secret)
			});
		if (!parsed.ok) return again(failForm(parsed.issues, values));
		const given = { browser: browserOf(event), token: sessionToken(event.cookies) ?? '' };
		const result = await orFail(values, () =>
			confirmTotp(db, actor, { ...parsed.data, ...given }, clock)
		);
		if (result.failed) return again(result.failed);
		keepSession(event, result.done.token, result.done.shared);
		return { recoveryCodes: result.done.recoveryCodes };
	},
	renew: async (event) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(passwordForm, await event.request.formData());
		if (!parsed.ok) return inPart('renew', failForm(parsed.issues, {}));
		const result = await orFail({}, () =>
			renewRecoveryCodes(db, signedIn(event), parsed.data, clock)
		);
		if (result.failed) return inPart('renew', result.failed);
		return { recoveryCodes: result.done };
	},
	disable: async (event) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(passwordForm, await event.request.formData());
		if (!parsed.ok) return inPart('disable', failForm(parsed.issues, {}));
		const result = await orFail({}, () => disableTotp(db, signedIn(event), parsed.data, clock));
		if (result.failed) return inPart('disable', result.failed);
		redirect(303, '/me/security?done=totp_gone');
	}
};

/** Says which of the page's forms has the problem. Its fields bear the name of the part in their ids. */
function inPart(part: 'renew' | 'disable', failure: ActionFailure<FormProblem>) {
	const { issues, ...rest } = failure.data;
	const named = Object.entries(issues).map(([field, texts]) => [`${part}-${field}`, texts]);
	return fail(failure.status, { ...rest, issues: Object.fromEntries(named), part });
}
