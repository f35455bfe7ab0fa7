import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The form asks by address, so that it works for anybody and without script. */
export const load: PageServerLoad = ({ url }) => {
	const number = url.searchParams.get('number')?.trim();
	if (number) redirect(303, `/verify/${encodeURIComponent(number)}`);
};
