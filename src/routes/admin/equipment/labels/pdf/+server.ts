import { m } from '$lib/paraglide/messages.js';
import { labelsPdf } from '$lib/server/equipment/labels/label-sheets.ts';
import { orderOf } from '$lib/server/equipment/labels/order-of.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** All sheets of labels as a file to print. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const order = await orderOf(db, signedIn(event), event.url.searchParams, clock);
	const bytes = await labelsPdf(order, m.mine_labels(), clock.now());
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': 'inline; filename="labels.pdf"'
		}
	});
});
