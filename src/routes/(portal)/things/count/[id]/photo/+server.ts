import { keepScanPhoto } from '$lib/server/equipment/stocktake/scan-photo.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The picture of a scan that has arrived. */
export const POST = guarded(async (event: RequestEvent) => {
	const form = await event.request.formData().catch(() => new FormData());
	const photo = form.get('photo');
	const scan = form.get('scan');
	if (!(photo instanceof File) || typeof scan !== 'string')
		return new Response(null, { status: 422 });
	const input = { takeId: event.params.id, scanId: scan, photo };
	await keepScanPhoto(event.locals.db, signedIn(event), input);
	return new Response(null, { status: 204 });
});
