import { redirect } from '@sveltejs/kit';
import { hasRole } from '$lib/people/actor.ts';
import { registerPlaces, visibleRegisters, workPlaces } from '$lib/shell/desk-places.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

/** The desk starts where the person's work is: own requests for an agent, else the first register they may open. */
export const load: PageServerLoad = (event) => {
	const actor = signedIn(event);
	const registers = visibleRegisters(actor);
	const first = registerPlaces.find(({ key }) => registers.includes(key));
	const work = workPlaces[0];
	if (work && registers.includes('requests')) {
		redirect(303, hasRole(actor, 'agent') ? work.href : '/admin/requests');
	}
	redirect(303, first?.href ?? '/');
};
