import { resetPassword } from '$lib/server/auth/reset-password.ts';
import { findLinkOwner } from '$lib/server/auth/link-owner.ts';
import { enterByLinkForm } from '$lib/server/web/enter-by-link-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const owner = await findLinkOwner(locals.db, 'reset', params.token, locals.clock.now());
	return { owner: owner ? { name: owner.name, email: owner.email } : null };
};

export const actions: Actions = {
	default: (event) => enterByLinkForm(event, resetPassword)
};
