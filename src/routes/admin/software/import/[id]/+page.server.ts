import { importActs, importPage, type ImportCall } from '$lib/server/web/import-route.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { importOf } from '../specs.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const { spec, key } = await importOf(db, event.params.id);
	const call = { db, actor: signedIn(event), spec };
	return importPage(call, event.params.id, event.url.searchParams, key);
});

/** The import of an act, with who does it. */
async function actOn(event: { locals: App.Locals; params: { id?: string } }) {
	const { db, clock } = event.locals;
	const id = event.params.id ?? '';
	const { spec } = await importOf(db, id);
	return { id, call: { db, actor: signedIn(event), spec, clock } satisfies ImportCall };
}

export const actions: Actions = {
	read: action(async (event, form) => {
		const { call, id } = await actOn(event);
		return importActs.read(call, id, form);
	}),
	columns: action(async (event, form) => {
		const { call, id } = await actOn(event);
		return importActs.columns(call, id, form);
	}),
	back: action(async (event) => {
		const { call, id } = await actOn(event);
		return importActs.back(call, id);
	}),
	run: action(async (event, form) => {
		const { call, id } = await actOn(event);
		return importActs.run(call, id, form);
	}),
	undo: action(async (event) => {
		const { call, id } = await actOn(event);
		return importActs.undo(call, id);
	})
};
