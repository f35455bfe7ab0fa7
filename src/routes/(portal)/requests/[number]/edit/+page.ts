import { rowsControl } from '$lib/catalogue/fields/rows-control.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
	...data,
	Rows: await rowsControl(data.fields)
});
