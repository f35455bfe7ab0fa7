import type { Actor } from '$lib/people/actor.ts';
import { releaseSchema, seatSchema } from '$lib/software/form-schemas.ts';
import { neededId } from '$lib/systems/form-fields.ts';
import { findItemsByNumber } from '$lib/server/equipment/find-by-number.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { releaseSeat } from '$lib/server/software/release-seat.ts';
import { mayGiveIn } from '$lib/server/software/seat-device.ts';
import { takeSeatByHand } from '$lib/server/training/duty/give-by-hand.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import * as v from 'valibot';

/** The seats of an opened product, each with whether this person may take it back. */
export function withActs<Seat extends { unitId: string | null }, P extends { holders: Seat[] }>(
	actor: Actor,
	product: P & { holders: Seat[] }
) {
	return {
		...product,
		holders: product.holders.map((seat) => ({
			...seat,
			mayRelease: mayGiveIn(actor, seat.unitId)
		}))
	};
}

/** Giving and taking back seats, beside the list and on the page of a product. */
export const seatActions = {
	give: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(v.object({ productId: neededId, ...seatSchema.entries }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { productId, personId, itemNumber } = parsed.data;
		if (personId) {
			await takeSeatByHand(db, actor, { productId, personId }, clock);
			return { done: 'given' as const };
		}
		if (!itemNumber) return failForm({ personId: ['licences_who_gets'] }, parsed.values);
		const [itemId] = (await findItemsByNumber(db, [itemNumber])).values();
		if (!itemId) return failForm({ itemNumber: ['licences_item_unknown'] }, parsed.values);
		await takeSeatByHand(db, actor, { productId, itemId }, clock);
		return { done: 'given' as const };
	}),
	release: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(releaseSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await releaseSeat(db, signedIn(event), parsed.data, clock);
		return { done: 'released' as const };
	})
};
