import { openActPaper } from '$lib/server/equipment/acts/act-paper.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The paper of an act. */
export const GET = answering(async (event: RequestEvent) => {
	const { number, bytes } = await openActPaper(event.locals.db, signedIn(event), event.params.id);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(number)}.pdf`,
			'cache-control': 'private, no-store'
		}
	});
});
