import { error, redirect } from '@sveltejs/kit';
import { LINE_ACTS } from '$lib/access/change-kinds.ts';
import { decideMove, type LineDecision } from '$lib/server/access/changes/decide-move.ts';
import { getMove } from '$lib/server/access/changes/get-change.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const numberOf = ({ params }: { params: { number: string } }): number =>
	/^\d{1,9}$/.test(params.number) ? Number(params.number) : error(404);

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const move = await getMove(db, signedIn(event), numberOf(event));
	const { searchParams } = event.url;
	return {
		move,
		now: clock.now(),
		sent: searchParams.has('sent'),
		decided: searchParams.has('decided')
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const number = numberOf(event);
		const all = form.get('_act') === 'all';
		const { lines } = await getMove(db, actor, number);
		const decisions = lines.flatMap((line): LineDecision[] => {
			if (line.begun) return [];
			const said = all && line.decided === null ? line.proposed : form.get(`line-${line.id}`);
			const act = LINE_ACTS.find((one) => one === said);
			return act && act !== line.decided ? [{ lineId: line.id, act }] : [];
		});
		await decideMove(db, actor, { number, decisions }, clock);
		redirect(303, `/people/changes/${number}?decided`);
	})
};
