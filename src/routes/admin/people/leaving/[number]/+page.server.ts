import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { handsOf } from '$lib/access/leaving-lines.ts';
import { leavingAddress, shownLine } from '$lib/access/leaving-shown.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { chosenId } from '$lib/systems/form-fields.ts';
import { getLeaving, getLeavingHead } from '$lib/server/access/leaving/get-leaving.ts';
import { giveSlip } from '$lib/server/access/leaving/give-slip.ts';
import { letGo } from '$lib/server/access/leaving/let-go.ts';
import { TAKEN_AT_ONCE, takeNow } from '$lib/server/access/leaving/take-now.ts';
import { editsUnits } from '$lib/server/people/edit-scope.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { numberFrom } from './number-from.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const page = await getLeaving(db, actor, numberFrom(event.params.number), clock);
	const { held, gone, unitName, unitId, ...head } = page;
	const today = isoDay(clock.now());
	const facts = { lastDay: head.day, heir: head.managerName !== null };
	const text = (value: Parameters<typeof localize>[0] | string) =>
		typeof value === 'string' ? value : localize(value, locale);
	return {
		leaving: { ...head, unitName: localize(unitName, locale) },
		held: held.map((line) => {
			const hands = handsOf(line, facts);
			const shown = shownLine(line, locale);
			return {
				...shown,
				hands,
				href: leavingAddress(shown),
				late: hands !== 'itself' && head.day < today
			};
		}),
		gone: gone.map((line) => ({
			...line,
			title: text(line.title),
			detail: text(line.detail)
		})),
		mayAct: can(actor, 'people.plan_leave', { unitId }),
		mayClose: can(actor, 'people.edit') && editsUnits(actor, [unitId]),
		done: event.url.searchParams.get('done'),
		count: event.url.searchParams.get('count') ?? '',
		today
	};
});

const taken = v.object({ what: v.picklist(TAKEN_AT_ONCE) });
const successor = v.object({ successorId: chosenId });

export const actions: Actions = {
	take: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(taken, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const number = numberFrom(event.params.number ?? '');
		const count = await takeNow(db, signedIn(event), { number, ...parsed.data }, clock);
		redirect(303, `${event.url.pathname}?done=taken&count=${count}`);
	}),
	slip: action(async (event) => {
		const { db, clock } = event.locals;
		await giveSlip(db, signedIn(event), numberFrom(event.params.number ?? ''), clock);
		redirect(303, `${event.url.pathname}?done=slip`);
	}),
	close: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['successorId']);
		const parsed = parseForm(successor, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		const head = await getLeavingHead(db, actor, numberFrom(event.params.number ?? ''));
		const input = { id: head.personId, lastDay: head.day, ...parsed.data };
		await letGo(db, actor, input, clock);
		redirect(303, `${event.url.pathname}?done=closed`);
	})
};
