import { redirect } from '@sveltejs/kit';
import { equipmentImport } from '$lib/server/equipment/imports/equipment-import.ts';
import { beginImport } from '$lib/server/imports/begin-import.ts';
import { listImports } from '$lib/server/imports/get-import.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	return { imports: await listImports(db, signedIn(event), equipmentImport), now: clock.now() };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const file = form.get('file');
		const chosen = file instanceof File ? file : new File([], '');
		const bytes = new Uint8Array(await chosen.arrayBuffer());
		const input = { fileName: chosen.name, bytes };
		const { id } = await beginImport(db, signedIn(event), equipmentImport, input, clock);
		redirect(303, `/admin/equipment/import/${id}`);
	})
};
