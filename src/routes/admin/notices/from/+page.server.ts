import * as v from 'valibot';
import { error, redirect } from '@sveltejs/kit';
import { isId } from '$lib/ids.ts';
import { can } from '$lib/people/permissions.ts';
import { formatNumber, parseNumber } from '$lib/requests/request-number.ts';
import { getItem } from '$lib/server/equipment/get-item.ts';
import { dismissProposal } from '$lib/server/notices/joins/dismiss-proposal.ts';
import { draftFrom, type DraftSource } from '$lib/server/notices/joins/draft-from.ts';
import { getRequestPage } from '$lib/server/requests/queries/request-page.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'notices.edit')) error(404);
	const asked = event.url.searchParams;
	const number = parseNumber(asked.get('request') ?? '');
	if (number !== undefined) {
		const { title } = await getRequestPage(db, actor, number, clock.now());
		return { kind: 'request' as const, value: String(number), name: formatNumber(number), title };
	}
	const itemId = asked.get('item');
	if (itemId === null) redirect(303, '/admin/notices/new');
	const item = await getItem(db, actor, itemId);
	return { kind: 'item' as const, value: item.id, name: item.inventoryNumber, title: item.model };
});

const id = v.pipe(v.optional(v.string(), ''), v.trim());
const sourceSchema = v.object({ proposal: id, request: id, item: id });
const dismissSchema = v.object({ proposal: v.pipe(v.string(), v.check(isId, 'errors_choose')) });

function sourceOf(form: v.InferOutput<typeof sourceSchema>): DraftSource | undefined {
	const requestNumber = parseNumber(form.request);
	if (requestNumber !== undefined) return { requestNumber };
	if (isId(form.proposal)) return { proposalId: form.proposal };
	return isId(form.item) ? { itemId: form.item } : undefined;
}

export const actions: Actions = {
	make: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(sourceSchema, form);
		const source = parsed.ok ? sourceOf(parsed.data) : undefined;
		if (!source) return failForm({ form: ['errors_choose'] }, parsed.values);
		const { number } = await draftFrom(db, signedIn(event), source, clock);
		redirect(303, `/admin/notices/${number}/edit`);
	}),
	dismiss: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(dismissSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await dismissProposal(db, signedIn(event), { id: parsed.data.proposal }, clock);
		redirect(303, '/admin/notices');
	})
};
