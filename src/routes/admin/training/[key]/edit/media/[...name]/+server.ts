import { Readable } from 'node:stream';
import { openDraftMedia } from '$lib/server/training/authoring/draft-media.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** A picture of a draft, for those who write it. */
export const GET = answering(async (event: RequestEvent) => {
	const { key, name } = event.params;
	const { body, headers } = await openDraftMedia(event.locals.db, signedIn(event), { key, name });
	return new Response(Readable.toWeb(body) as ReadableStream, { headers });
});
