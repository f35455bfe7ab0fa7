import { Readable } from 'node:stream';
import { isoDay } from '$lib/format/moments.ts';
import { ownDataPage } from '$lib/server/auth/own-data-page.ts';
import { writeOwnData } from '$lib/server/auth/own-data.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestHandler } from './$types';

/** Everything stored about the reader: as JSON for a machine, as a page (`?as=page`) for people. */
export const GET: RequestHandler = async (event) => {
	const { db, clock, locale } = event.locals;
	const now = clock.now();
	const actor = signedIn(event);
	const asPage = event.url.searchParams.get('as') === 'page';
	const name = `abilaud-${isoDay(now)}.${asPage ? 'html' : 'json'}`;
	const headers = {
		'content-type': `${asPage ? 'text/html' : 'application/json'}; charset=utf-8`,
		'content-disposition': `attachment; filename="${name}"`,
		'cache-control': 'private, no-store'
	};
	if (asPage) return new Response(await ownDataPage(db, actor, now, locale), { headers });
	const text = Readable.from(writeOwnData(db, actor, now), { objectMode: false });
	return new Response(Readable.toWeb(text) as ReadableStream, { headers });
};
