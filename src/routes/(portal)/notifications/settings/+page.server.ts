import * as v from 'valibot';
import { MAIL_CHOICES, type ChosenTopic } from '$lib/notifications/notification-kinds.ts';
import {
	getMailChoices,
	saveMailChoices,
	topicsFor
} from '$lib/server/notifications/preferences.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

const choice = v.optional(v.picklist(MAIL_CHOICES, 'errors_choose'));
const schema = v.object({
	own_requests: choice,
	conversation: choice,
	approvals: choice,
	training: choice,
	notices: choice,
	equipment: choice,
	desk: choice,
	equipment_desk: choice,
	desk_new: choice
} satisfies Record<ChosenTopic, typeof choice>);

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const chosen = await getMailChoices(event.locals.db, actor);
	return { email: actor.email, topics: topicsFor(actor), chosen };
};

export const actions: Actions = {
	default: action(async (event, form) => {
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await saveMailChoices(event.locals.db, signedIn(event), parsed.data);
		return { saved: true };
	})
};
