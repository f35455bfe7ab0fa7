import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isoDay } from '$lib/format/moments.ts';
import { can } from '$lib/people/permissions.ts';
import { revokeCompletion } from '$lib/server/training/duty/revoke-completion.ts';
import { getCertificate } from '$lib/server/training/evidence/find-certificate.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { neededLine } from '$lib/server/web/needed.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const certificate = await getCertificate(db, actor, event.params.number);
	return {
		certificate,
		today: isoDay(clock.now()),
		mine: certificate.personId === actor.personId,
		mayRevoke: can(actor, 'training.revoke') && certificate.revokedAt === null,
		revoked: event.url.searchParams.has('revoked')
	};
});

const schema = v.object({ reason: neededLine('duty_reason_needed', 500) });

export const actions: Actions = {
	revoke: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await getCertificate(db, actor, event.params.number);
		await revokeCompletion(db, actor, { completionId: id, ...parsed.data }, clock);
		redirect(303, `/training/certificates/${event.params.number}?revoked`);
	})
};
