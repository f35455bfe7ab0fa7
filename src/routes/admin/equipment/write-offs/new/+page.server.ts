import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { bookValue, COMMISSION_FIELDS, proposeSchema } from '$lib/equipment/write-off-schemas.ts';
import type { FieldIssues } from '$lib/errors.ts';
import { chosenItems } from '$lib/server/equipment/chosen-items.ts';
import { proposeWriteOff } from '$lib/server/equipment/writeoff/propose-write-off.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const items = await chosenItems(
		event.locals.db,
		signedIn(event),
		event.url.searchParams.get('items')
	);
	return { items };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const people = [...COMMISSION_FIELDS, 'approverId'];
		const untold = await resolveTypedPeople(db, actor, form, people);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(proposeSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { items, conditions, bookValues, title, reason, approverId } = parsed.data;
		const values = items.map((_, n) => v.safeParse(bookValue, bookValues[n] ?? ''));
		const wrong: FieldIssues = Object.fromEntries(
			values.flatMap(({ success }, n) => (success ? [] : [[`value.${n}`, ['errors_money']]]))
		);
		if (Object.keys(wrong).length > 0) return failForm(wrong, parsed.values);
		const { id } = await proposeWriteOff(
			db,
			actor,
			{
				...{ title, reason, approverId },
				lines: items.map((itemId, n) => ({
					itemId,
					condition: conditions[n] ?? '',
					bookValueCents: values[n]?.success ? values[n].output : null
				})),
				memberIds: COMMISSION_FIELDS.flatMap((field) => parsed.data[field] ?? [])
			},
			clock
		);
		redirect(303, `/admin/equipment/write-offs/${id}?proposed`);
	})
};
