import { readLabelForm } from '$lib/equipment/labels/label-form.ts';
import { LABEL_FORMATS, sheetsFor } from '$lib/equipment/labels/label-formats.ts';
import { listLabels } from '$lib/server/equipment/labels/list-labels.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const query = event.url.searchParams;
	const labels = await listLabels(db, signedIn(event), query, clock);
	const { code, start } = readLabelForm(query);
	return {
		...{ code, start },
		count: labels.length,
		sheets: labels.length > 0 ? sheetsFor(LABEL_FORMATS[code], labels.length, start) : 0,
		/** Everything the address says but the form's own fields: they go with it. */
		kept: [...query].filter(([name]) => name !== 'sheet' && name !== 'start')
	};
});
