import { redirect } from '@sveltejs/kit';
import { sendToRepairSchema } from '$lib/equipment/repair-schemas.ts';
import type { Actor } from '$lib/people/actor.ts';
import { parseNumber } from '$lib/requests/request-number.ts';
import type { Db } from '$lib/server/db/client.ts';
import { stockOptions } from '$lib/server/equipment/item-options.ts';
import { repairVendors } from '$lib/server/equipment/repair/list-repairs.ts';
import { sendToRepairs } from '$lib/server/equipment/repair/send-to-repairs.ts';
import { getRequestPage } from '$lib/server/requests/queries/request-page.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { linesOf, namedItems, sentItems } from '../../item-lines.ts';

/** The request that the address names, when it is there and the actor's to work on. */
async function requestOf(db: Db, actor: Actor, url: URL, now: Date) {
	const number = parseNumber(url.searchParams.get('request') ?? '');
	if (number === undefined) return undefined;
	const { id } = await getRequestPage(db, actor, number, now);
	return { requestId: id, requestNumber: number };
}

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const [lines, stock, vendors, request] = await Promise.all([
		linesOf(db, actor, { kind: 'repair', now }, namedItems(event.url)),
		stockOptions(db, actor),
		repairVendors(db),
		requestOf(db, actor, event.url, now)
	]);
	const loans = stock.map(({ id, inventoryNumber, model }) => ({
		value: id,
		label: `${inventoryNumber} ${model}`
	}));
	return { lines, loans, vendors, request: request?.requestNumber };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const parsed = parseForm(sendToRepairSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { numbers, notes, typed, warranty, ...input } = parsed.data;
		const underWarranty = warranty === 'by_day' ? null : warranty === 'yes';
		const [{ refs }, request] = await Promise.all([
			sentItems(db, actor, 'repair', { numbers, notes, typed }),
			requestOf(db, actor, event.url, clock.now())
		]);
		const { actNumber, repairIds } = await sendToRepairs(
			db,
			actor,
			refs,
			{ ...input, ...request, underWarranty },
			clock
		);
		const open = repairIds.length === 1 ? `open=${repairIds[0]}&` : '';
		redirect(303, `/admin/equipment/repairs?${open}gone=${encodeURIComponent(actNumber)}`);
	})
};
