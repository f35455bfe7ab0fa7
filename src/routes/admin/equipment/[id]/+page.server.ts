import { guarded } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { loadItem, moveAction } from '../item-page.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { searchParams } = event.url;
	return {
		opened: await loadItem(event, event.params.id),
		added: searchParams.has('added'),
		saved: searchParams.has('saved')
	};
});

export const actions: Actions = { move: moveAction };
