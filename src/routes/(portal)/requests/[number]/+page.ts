import { turnSlab } from '$lib/requests/turn-slab.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
	...data,
	Turn: await turnSlab(data.request, data.sent)
});
