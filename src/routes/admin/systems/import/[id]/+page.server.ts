import { importActs, importPage, type ImportCall } from '$lib/server/web/import-route.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';
import { importOf } from '../specs.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const { spec, key } = await importOf(db, event.params.id);
	const call = { db, actor: signedIn(event), spec };
	return importPage(call, event.params.id, event.url.searchParams, key);
});

async function callOf(event: RequestEvent): Promise<ImportCall> {
	const { db, clock } = event.locals;
	const { spec } = await importOf(db, event.params.id);
	return { db, actor: signedIn(event), spec, clock };
}

export const actions: Actions = {
	read: action(async (event, form) => importActs.read(await callOf(event), event.params.id, form)),
	columns: action(async (event, form) =>
		importActs.columns(await callOf(event), event.params.id, form)
	),
	back: action(async (event) => importActs.back(await callOf(event), event.params.id)),
	run: action(async (event, form) => importActs.run(await callOf(event), event.params.id, form)),
	undo: action(async (event) => importActs.undo(await callOf(event), event.params.id))
};
