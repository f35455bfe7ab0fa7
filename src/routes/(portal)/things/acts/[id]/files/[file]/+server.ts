import { Readable } from 'node:stream';
import { openScan } from '$lib/server/equipment/acts/store-scan.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The scan of an act that was signed on paper: always a download. */
export const GET = answering(async (event: RequestEvent) => {
	const { id: actId, file: fileId } = event.params;
	const scan = await openScan(event.locals.db, signedIn(event), { actId, fileId });
	return new Response(Readable.toWeb(scan.contents) as ReadableStream, {
		headers: {
			'content-type': scan.mediaType,
			'content-length': String(scan.size),
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(scan.name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store'
		}
	});
});
