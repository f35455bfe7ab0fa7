import { error, redirect } from '@sveltejs/kit';
import { REGISTER_IMPORTS } from '$lib/server/access/imports/register-imports.ts';
import { listImports } from '$lib/server/imports/get-import.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { takeImportFile } from '$lib/server/web/import-route.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const specs = REGISTER_IMPORTS.filter((spec) => spec.mayImport(actor));
	if (specs.length === 0) error(404);
	const lists = await Promise.all(specs.map((spec) => listImports(db, actor, spec)));
	const imports = lists.flat().sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
	return { imports, registers: specs.map(({ register }) => register), now: clock.now() };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const spec = REGISTER_IMPORTS.find(({ register }) => register === form.get('what'));
		if (!spec) return failForm({ what: ['errors_choose'] }, {});
		const call = { db, actor: signedIn(event), spec, clock };
		redirect(303, `/admin/systems/import/${await takeImportFile(call, form)}`);
	})
};
