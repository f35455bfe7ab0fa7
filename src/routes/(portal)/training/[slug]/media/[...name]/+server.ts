import { Readable } from 'node:stream';
import { openModuleMedia } from '$lib/server/training/modules/module-media.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** A picture or file of a module, for everybody who is signed in; it can be shown and saved, never run. */
export const GET = answering(async (event: RequestEvent) => {
	signedIn(event);
	const { slug, name } = event.params;
	const version = event.url.searchParams.get('v') ?? undefined;
	const { body, headers } = await openModuleMedia(event.locals.db, slug, name, version);
	return new Response(Readable.toWeb(body) as ReadableStream, { headers });
});
