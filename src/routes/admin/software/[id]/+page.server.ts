import { parseDay } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { can } from '$lib/people/permissions.ts';
import { versionSchema } from '$lib/software/form-schemas.ts';
import { requestedSeats } from '$lib/server/requests/queries/requested-seats.ts';
import { openPosition } from '$lib/server/software/open-position.ts';
import { dropVersion, sayVersion } from '$lib/server/software/save-versions.ts';
import { modulesTeaching } from '$lib/server/training/modules/modules-teaching.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { seatActions, withActs } from '../seat-acts.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const { searchParams } = event.url;
	const typed = searchParams.get('on') ?? '';
	const product = await openPosition(db, actor, event.params.id, { on: parseDay(typed), clock });
	const [requested, taughtBy] = await Promise.all([
		requestedSeats(db, actor, product),
		modulesTeaching(db, product.slug)
	]);
	return {
		product: withActs(actor, product),
		...{ requested, taughtBy, typed },
		today: isoDay(clock.now()),
		now: clock.now(),
		mayEdit: can(actor, 'software.edit'),
		mayGive: can(actor, 'seats.give') && product.active && product.policy !== 'forbidden',
		saved: searchParams.has('saved')
	};
});

export const actions: Actions = {
	...seatActions,
	version: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(versionSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const productId = event.params.id ?? '';
		await sayVersion(db, signedIn(event), { productId, ...parsed.data }, clock);
		return { version: 'said' as const };
	}),
	drop_version: action(async (event, form) => {
		const { db, clock } = event.locals;
		const input = {
			productId: event.params.id ?? '',
			versionId: String(form.get('version') ?? '')
		};
		await dropVersion(db, signedIn(event), input, clock);
		return { version: 'dropped' as const };
	})
};
