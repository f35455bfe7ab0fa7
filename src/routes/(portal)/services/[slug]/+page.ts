import { rowsControl } from '$lib/catalogue/fields/rows-control.ts';
import { forWhomChoice } from '$lib/requests/asking-parts.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => {
	const [Choice, Rows] = await Promise.all([forWhomChoice(data.forWhom), rowsControl(data.fields)]);
	return { ...data, Choice, Rows };
};
