import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { neededId } from '$lib/systems/form-fields.ts';
import { cancelAct } from '$lib/server/equipment/acts/cancel-act.ts';
import { isWaiting, readAct } from '$lib/server/equipment/acts/read-act.ts';
import { refuseAct } from '$lib/server/equipment/acts/refuse-act.ts';
import { signAct } from '$lib/server/equipment/acts/sign-act.ts';
import { storeScan } from '$lib/server/equipment/acts/store-scan.ts';
import { findItemsByNumber } from '$lib/server/equipment/find-by-number.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { neededLine } from '$lib/server/web/needed.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const page = await readAct(db, signedIn(event), event.params.id);
	const { id, kind, number, state, text, textHash, signatures, mayKeep, ownPlace } = page;
	const items = await findItemsByNumber(
		db,
		text.lines.map(({ inventoryNumber }) => inventoryNumber)
	);
	const isOpen = state === 'open';
	const received = signatures.some(({ role, signedAt }) => role === 'receives' && signedAt);
	return {
		...{ id, kind, number, state, text, textHash, signatures },
		items: Object.fromEntries(items),
		places: isOpen && mayKeep ? signatures.filter(isWaiting) : [],
		ownPlaceId: isOpen ? (ownPlace?.id ?? null) : null,
		mayCancel: isOpen && mayKeep && !(kind === 'handover' && received),
		mayRefuse:
			isOpen && mayKeep && signatures.some((one) => one.role === 'receives' && isWaiting(one)),
		did: event.url.searchParams.get('did'),
		now: clock.now()
	};
});

const place = { signatureId: neededId, textHash: v.pipe(v.string(), v.length(64)) };
const drawn = v.object({ ...place, drawing: v.optional(v.string(), '') });
const plain = v.object(place);
const because = v.object({ reason: neededLine('acts_reason_needed', 500) });

const done = (event: RequestEvent, what: string) =>
	redirect(303, `/admin/equipment/acts/${event.params.id}?did=${what}`);

export const actions: Actions = {
	screen: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(drawn, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const actor = signedIn(event);
		const { id: actId } = await readAct(db, actor, event.params.id);
		await signAct(db, actor, { actId, ...parsed.data, method: 'screen' }, clock);
		done(event, 'signed');
	}),
	paper: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(plain, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const actor = signedIn(event);
		const { id: actId } = await readAct(db, actor, event.params.id);
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0) {
			return failForm({ file: ['acts_scan_needed'] }, formValues(form));
		}
		const { id: fileId } = await storeScan(db, actor, { actId, file }, clock);
		await signAct(db, actor, { actId, ...parsed.data, method: 'paper', fileId }, clock);
		done(event, 'signed');
	}),
	own: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(plain, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const actor = signedIn(event);
		const { id: actId } = await readAct(db, actor, event.params.id);
		await signAct(db, actor, { actId, ...parsed.data, method: 'portal' }, clock);
		done(event, 'signed');
	}),
	refuse: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(because, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const actor = signedIn(event);
		const { id: actId } = await readAct(db, actor, event.params.id);
		await refuseAct(db, actor, { actId, ...parsed.data }, clock);
		done(event, 'refused');
	}),
	cancel: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(because, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const actor = signedIn(event);
		const { id: actId } = await readAct(db, actor, event.params.id);
		await cancelAct(db, actor, { actId, ...parsed.data }, clock);
		done(event, 'cancelled');
	})
};
