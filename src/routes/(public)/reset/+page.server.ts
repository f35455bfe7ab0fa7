import * as v from 'valibot';
import { requestReset } from '$lib/server/auth/request-reset.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import type { Actions } from './$types';

const schema = v.object({
	email: v.pipe(
		v.string(),
		v.trim(),
		v.maxLength(320, 'errors_email'),
		v.includes('@', 'errors_email')
	)
});

export const actions: Actions = {
	default: async ({ locals, request, getClientAddress }) => {
		const parsed = parseForm(schema, await request.formData());
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { email } = parsed.data;
		await requestReset(locals.db, { email, ip: getClientAddress() }, locals.clock);
		return { sentTo: email };
	}
};
