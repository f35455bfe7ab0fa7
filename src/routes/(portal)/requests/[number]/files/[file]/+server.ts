import { Readable } from 'node:stream';
import { notFound } from '$lib/errors.ts';
import { parseNumber } from '$lib/requests/request-number.ts';
import { openAttachment } from '$lib/server/requests/open-attachment.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** A file of a request: always a download, never shown inside the portal's own pages. */
export const GET = answering(async (event: RequestEvent) => {
	const number = parseNumber(event.params.number);
	if (number === undefined) throw notFound();
	const file = await openAttachment(event.locals.db, signedIn(event), {
		number,
		fileId: event.params.file
	});
	return new Response(Readable.toWeb(file.contents) as ReadableStream, {
		headers: {
			'content-type': file.mediaType,
			'content-length': String(file.size),
			'content-disposition': `attachment; filename*=UTF-8''${headerName(file.name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store'
		}
	});
});

/** A name as RFC 5987 wants it. */
const headerName = (name: string) =>
	encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
