import { error } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { arrangePathForm, savePathForm } from '../path-actions.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'training.edit')) error(404);
	return {
		modules: await listModuleOptions(db, locale),
		values: {
			strict: 'yes',
			active: 'yes',
			moduleId: ['', '', ''],
			order: ['1', '2', '3']
		} as Record<string, string | string[]>
	};
});

export const actions: Actions = { save: savePathForm, arrange: arrangePathForm };
