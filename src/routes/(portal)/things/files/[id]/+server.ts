import { Readable } from 'node:stream';
import { openRegisterFile } from '$lib/server/equipment/register/open-file.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** A file of an item: a photo is shown, everything else is a download and never part of the portal's own pages. */
export const GET = answering(async (event: RequestEvent) => {
	const file = await openRegisterFile(event.locals.db, signedIn(event), event.params.id);
	const way = file.isPhoto ? 'inline' : 'attachment';
	return new Response(Readable.toWeb(file.contents) as ReadableStream, {
		headers: {
			'content-type': file.mediaType,
			'content-length': String(file.size),
			'content-disposition': `${way}; filename*=UTF-8''${headerName(file.name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
			'cache-control': file.isPhoto ? 'private, max-age=86400' : 'private, no-store'
		}
	});
});

/** A name as RFC 5987 wants it. */
const headerName = (name: string) =>
	encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
