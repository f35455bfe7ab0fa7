import { error } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { saveBundleForm } from '../bundle-action.ts';
import { bundleOptions } from '../bundle-options.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'systems.edit')) error(404);
	const values: Record<string, string | string[]> = { active: 'yes' };
	return { ...(await bundleOptions(db, locale)), values };
});

export const actions: Actions = { default: saveBundleForm };
