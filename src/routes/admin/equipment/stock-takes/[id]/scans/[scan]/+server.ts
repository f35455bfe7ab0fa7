import { Readable } from 'node:stream';
import { openScanPhoto } from '$lib/server/equipment/stocktake/scan-photo.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The picture that came with a scan. */
export const GET = answering(async (event: RequestEvent) => {
	const { id, scan } = event.params;
	const input = { takeId: id, scanId: scan };
	const photo = await openScanPhoto(event.locals.db, signedIn(event), input);
	return new Response(Readable.toWeb(photo.contents) as ReadableStream, {
		headers: {
			'content-type': photo.mediaType,
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store'
		}
	});
});
