import { forWhomChoice } from '$lib/requests/asking-parts.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
	...data,
	Choice: await forWhomChoice(data.forWhom)
});
