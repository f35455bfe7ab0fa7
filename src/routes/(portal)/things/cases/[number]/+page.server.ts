import { isoDay } from '$lib/format/moments.ts';
import { notFound } from '$lib/errors.ts';
import { can } from '$lib/people/permissions.ts';
import { sayCaseSchema } from '$lib/software/legality-schemas.ts';
import { commentCase } from '$lib/server/software/cases/comment-case.ts';
import { getCase } from '$lib/server/software/cases/get-case.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const found = await getCase(db, actor, numberIn(event.params.number));
	return {
		found,
		isUser: found.personId === actor.personId,
		isDesk: can(actor, 'software.read'),
		today: isoDay(clock.now())
	};
});

function numberIn(text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw notFound();
	return Number(text);
}

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(sayCaseSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const number = numberIn(event.params.number);
		await commentCase(db, signedIn(event), { number, ...parsed.data }, clock);
		return { sent: true };
	})
};
