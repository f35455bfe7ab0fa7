import * as v from 'valibot';
import { isId } from '$lib/ids.ts';
import { localize } from '$lib/i18n/localized.ts';
import { chosenId, longText } from '$lib/systems/form-fields.ts';
import { rightName } from '$lib/systems/right-name.ts';
import { giveBack } from '$lib/server/access/own/give-back.ts';
import { heldAccess } from '$lib/server/access/own/held-access.ts';
import { getThingsOwner } from '$lib/server/people/things-owner.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const asked = event.url.searchParams.get('person') || actor.personId;
	const self = asked === actor.personId;
	const owner = self ? null : await getThingsOwner(db, actor, asked);
	const { rights, seats, endings, asked: questions } = await heldAccess(db, asked);
	return {
		owner: owner && { personId: owner.personId, name: owner.name, position: owner.position },
		/** Their own, or of somebody they lead. */
		givesBack: self || owner?.managerId === actor.personId,
		leads: actor.isManager || actor.representsUnitIds.length > 0,
		rows: [
			...rights.map((right) => ({
				...{ id: right.id, kind: 'right' as const, requestNumber: right.requestNumber },
				name: rightName(right.systemName, right.roleName, locale),
				about: '',
				...{ since: right.validFrom, until: right.validUntil },
				...{ approvedBy: right.approvedBy, givenBy: right.grantedBy },
				askedUntil: null,
				endsOn: endings.get(right.id) ?? null
			})),
			...seats.map((seat) => ({
				...{ id: seat.id, kind: 'seat' as const, requestNumber: seat.requestNumber },
				...{ name: seat.productName, about: localize(seat.description, locale) },
				...{ since: seat.takenAt.slice(0, 10), until: null },
				...{ approvedBy: null, givenBy: seat.takenBy },
				askedUntil: questions.get(seat.id) ?? null,
				endsOn: endings.get(seat.id) ?? null
			}))
		],
		now: clock.now()
	};
});

const schema = v.object({ rightId: chosenId, seatId: chosenId, reason: longText });

export const actions: Actions = {
	give_back: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { dueOn } = await giveBack(db, signedIn(event), parsed.data, clock);
		const { rightId, seatId } = parsed.data;
		return { gaveBack: [rightId, seatId].find((id) => id !== null && isId(id)) ?? '', dueOn };
	})
};
