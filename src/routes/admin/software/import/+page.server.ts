import { redirect } from '@sveltejs/kit';
import { listImports } from '$lib/server/imports/get-import.ts';
import { takeImportFile } from '$lib/server/web/import-route.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { SOFTWARE_IMPORTS } from './specs.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const lists = await Promise.all(SOFTWARE_IMPORTS.map(({ spec }) => listImports(db, actor, spec)));
	const imports = lists.flat().sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
	return { imports, now: clock.now() };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const wanted = form.get('what') === 'licences' ? 'licences' : 'software';
		const found = SOFTWARE_IMPORTS.find(({ spec }) => spec.register === wanted);
		if (!found) throw new Error(`There is no import of ${wanted}.`);
		const call = { db, actor: signedIn(event), spec: found.spec, clock };
		redirect(303, `/admin/software/import/${await takeImportFile(call, form)}`);
	})
};
