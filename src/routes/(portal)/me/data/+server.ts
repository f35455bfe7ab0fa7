import { Readable } from 'node:stream';
import { isoDay } from '$lib/format/moments.ts';
import { writeOwnData } from '$lib/server/auth/own-data.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
	const { db, clock } = event.locals;
	const now = clock.now();
	const text = Readable.from(writeOwnData(db, signedIn(event), now), { objectMode: false });
	return new Response(Readable.toWeb(text) as ReadableStream, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="abilaud-${isoDay(now)}.json"`,
			'cache-control': 'private, no-store'
		}
	});
};
