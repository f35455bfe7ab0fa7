import { labelsOnSheet } from '$lib/equipment/labels/label-formats.ts';
import { sheetSvg } from '$lib/server/equipment/labels/label-sheets.ts';
import { orderOf } from '$lib/server/equipment/labels/order-of.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** One sheet of labels as a drawing. */
export const GET = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const order = await orderOf(db, signedIn(event), event.url.searchParams, clock);
	const wanted = Number(event.url.searchParams.get('n') ?? 1);
	const most = Math.ceil((order.labels.length + order.start) / labelsOnSheet(order.format));
	const sheet = Number.isInteger(wanted) && wanted >= 1 && wanted <= most ? wanted - 1 : 0;
	return new Response(sheetSvg(order, sheet), {
		headers: {
			'content-type': 'image/svg+xml; charset=utf-8',
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'"
		}
	});
});
