import { isoDay } from '$lib/format/moments.ts';
import { listDeputiesOf } from '$lib/server/people/get-person.ts';
import { deputyActions } from '$lib/server/web/deputy-actions.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, clock } = event.locals;
	const { personId } = signedIn(event);
	const today = isoDay(clock.now());
	const periods = await listDeputiesOf(db, personId, today);
	return {
		mine: periods.filter((one) => one.personId === personId),
		others: periods.filter((one) => one.deputyId === personId),
		today,
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = deputyActions('/deputies', 'own');
