import { turnSlab } from '$lib/requests/turn-slab.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
	...data,
	Turn: await turnSlab(data.request, data.sent),
	// Hardly any request is about somebody who comes.
	Joiner: data.joiner && (await import('$lib/access/JoinerPart.svelte')).default
});
