import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { readAct } from '$lib/server/equipment/acts/read-act.ts';
import { refuseAct } from '$lib/server/equipment/acts/refuse-act.ts';
import { signAct } from '$lib/server/equipment/acts/sign-act.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const page = await readAct(db, signedIn(event), event.params.id);
	const { id, kind, number, state, text, textHash, signatures, ownPlace, mayKeep } = page;
	return {
		...{ id, kind, number, state, text, textHash, signatures, mayKeep },
		ownRole: state === 'open' ? (ownPlace?.role ?? null) : null,
		did: event.url.searchParams.get('did'),
		now: clock.now()
	};
});

const signing = v.object({ textHash: v.pipe(v.string(), v.length(64)) });
const refusing = v.object({ reason: neededLine('acts_reason_needed', 500) });

export const actions: Actions = {
	sign: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const parsed = parseForm(signing, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await readAct(db, actor, event.params.id);
		await signAct(db, actor, { actId: id, ...parsed.data, method: 'portal' }, clock);
		redirect(303, `/things/acts/${id}?did=signed`);
	}),
	refuse: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const parsed = parseForm(refusing, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await readAct(db, actor, event.params.id);
		await refuseAct(db, actor, { actId: id, ...parsed.data }, clock);
		redirect(303, `/things/acts/${id}?did=refused`);
	})
};
