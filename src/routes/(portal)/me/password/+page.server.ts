import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { changePassword } from '$lib/server/auth/change-password.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { needed } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { signedIn } from '$lib/server/web/route.ts';
import { orFail, withoutSecrets } from '$lib/server/web/secret-form.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.object({
	current: needed('auth_need_current'),
	password: needed('auth_need_new_password')
});

export const load: PageServerLoad = (event) => ({ email: signedIn(event).email });

export const actions: Actions = {
	default: async (event) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(schema, await event.request.formData());
		const values = withoutSecrets(parsed.values);
		if (!parsed.ok) return failForm(parsed.issues, values);
		const result = await orFail(values, () =>
			changePassword(db, signedIn(event), parsed.data, clock)
		);
		if (result.failed) return result.failed;
		redirect(303, '/me/security?done=password');
	}
};
