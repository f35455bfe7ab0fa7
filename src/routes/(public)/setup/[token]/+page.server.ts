import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { createFirstAdministrator } from '$lib/server/auth/create-first-administrator.ts';
import { findLink } from '$lib/server/auth/one-time-links.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { needed, neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { orFail, withoutSecrets } from '$lib/server/web/secret-form.ts';
import { browserOf, keepSession } from '$lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.object({
	organisation_et: neededLine('auth_need_organisation_et'),
	organisation_ru: neededLine('auth_need_organisation_ru'),
	organisation_en: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
	name: neededLine('auth_need_name'),
	email: v.pipe(v.string(), v.trim(), v.email('errors_email')),
	password: needed('auth_need_new_password')
});

export const load: PageServerLoad = async ({ locals, params }) => ({
	works: (await findLink(locals.db, 'setup', params.token, locals.clock.now())) !== undefined
});

export const actions: Actions = {
	default: async (event) => {
		const { db, clock, locale } = event.locals;
		const parsed = parseForm(schema, await event.request.formData());
		const values = withoutSecrets(parsed.values);
		if (!parsed.ok) return failForm(parsed.issues, values);
		const { name, email, password, organisation_et, organisation_ru, organisation_en } =
			parsed.data;
		const english = organisation_en ? { en: organisation_en } : {};
		const input = {
			linkToken: event.params.token,
			name,
			email,
			password,
			locale,
			organisation: { et: organisation_et, ru: organisation_ru, ...english },
			browser: browserOf(event)
		};
		const result = await orFail(values, () => createFirstAdministrator(db, input, clock));
		if (result.failed) return result.failed;
		keepSession(event, result.done.token);
		redirect(303, '/second-factor?next=/admin');
	}
};
