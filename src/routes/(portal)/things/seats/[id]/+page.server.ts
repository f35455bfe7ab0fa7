import { keepSchema } from '$lib/software/form-schemas.ts';
import { giveBackSeat, takingBack } from '$lib/server/access/reclaim/give-back-seat.ts';
import { keepSeat } from '$lib/server/software/reclaim/keep-seat.ts';
import { seatOfHolder } from '$lib/server/software/reclaim/seat-holder.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const seat = await seatOfHolder(db, actor, event.params.id);
	const task = await takingBack(db, seat.id, seat.takenAt);
	return {
		seat,
		goesOn: task && task.doneAt === null ? task.dueOn : null,
		isOwn: seat.holderId === actor.personId,
		now: clock.now()
	};
});

export const actions: Actions = {
	keep: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(keepSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const seatId = event.params.id ?? '';
		await keepSeat(db, signedIn(event), { seatId, ...parsed.data }, clock);
		return { done: true };
	}),
	give_back: action(async (event) => {
		const { db, clock } = event.locals;
		await giveBackSeat(db, signedIn(event), { seatId: event.params.id ?? '' }, clock);
		return { done: true };
	})
};
