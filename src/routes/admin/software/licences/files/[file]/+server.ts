import { Readable } from 'node:stream';
import { openLicenceFile } from '$lib/server/software/licences/licence-files.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** A file of a licence as it was sent: always a download, never part of the portal's own pages. */
export const GET = answering(async (event: RequestEvent) => {
	const file = await openLicenceFile(event.locals.db, signedIn(event), event.params.file);
	return new Response(Readable.toWeb(file.contents) as ReadableStream, {
		headers: {
			'content-type': file.mediaType,
			'content-length': String(file.size),
			'content-disposition': `attachment; filename*=UTF-8''${headerName(file.name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store'
		}
	});
});

/** A name as RFC 5987 wants it. */
const headerName = (name: string) =>
	encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
