import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { EnterByLinkInput, EnteredByLink } from '#lib/server/auth/enter-by-link.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { failForm } from './fail.ts';
import { needed } from './needed.ts';
import { parseForm } from './parse-form.ts';
import { orFail, withoutSecrets } from './secret-form.ts';
import { browserOf, firstPage, keepSession, sessionToken } from './session-cookie.ts';

const schema = v.object({ password: needed('auth_need_new_password') });

type Enter = (db: Db, input: EnterByLinkInput, clock: Clock) => Promise<EnteredByLink>;

/** The form of an invitation and of a reset: a new password, and in. */
export async function enterByLinkForm(event: RequestEvent<{ token: string }>, enter: Enter) {
	const parsed = parseForm(schema, await event.request.formData());
	const values = withoutSecrets(parsed.values);
	if (!parsed.ok) return failForm(parsed.issues, values);
	const { db, clock } = event.locals;
	const input = {
		linkToken: event.params.token,
		password: parsed.data.password,
		browser: browserOf(event),
		replacesToken: sessionToken(event.cookies)
	};
	const result = await orFail(values, () => enter(db, input, clock));
	if (result.failed) return result.failed;
	keepSession(event, result.done.token);
	redirect(
		303,
		result.done.secondFactorPending ? '/second-factor' : firstPage(result.done.actor, null)
	);
}
