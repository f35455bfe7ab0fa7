import * as v from 'valibot';
import {
	addWebhook,
	listWebhooks,
	retryDelivery,
	switchWebhook
} from '$lib/server/notices/telling/keep-webhooks.ts';
import { removeWebhook } from '$lib/server/notices/telling/remove-webhook.ts';
import { renewWebhookKey } from '$lib/server/notices/telling/renew-webhook-key.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('errors_required'));
const added = v.object({
	name: v.pipe(text, v.maxLength(80, 'errors_text_long')),
	url: v.pipe(text, v.maxLength(500, 'errors_text_long'))
});
const id = v.pipe(v.string(), v.uuid());
const switched = v.object({ id, active: v.picklist(['yes', 'no']) });
const one = v.object({ id });

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) =>
	listWebhooks(event.locals.db, signedIn(event))
);

export const actions: Actions = {
	add: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(added, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { secret } = await addWebhook(db, signedIn(event), parsed.data, clock);
		return { secret };
	}),
	switch: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(switched, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const active = parsed.data.active === 'yes';
		await switchWebhook(db, signedIn(event), { id: parsed.data.id, active }, clock);
	}),
	again: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(one, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await retryDelivery(db, signedIn(event), parsed.data, clock);
	}),
	renew: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(one, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { secret, name } = await renewWebhookKey(db, signedIn(event), parsed.data, clock);
		return { secret, renewed: name };
	}),
	remove: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(one, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await removeWebhook(db, signedIn(event), parsed.data, clock);
		return { removed: true };
	})
};
