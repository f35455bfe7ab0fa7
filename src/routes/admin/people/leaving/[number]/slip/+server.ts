import { openSlip } from '$lib/server/access/leaving/give-slip.ts';
import { numberFrom } from '../number-from.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The return slip that was given out. */
export const GET = answering(async (event: RequestEvent) => {
	const number = numberFrom(event.params.number);
	const { name, bytes } = await openSlip(event.locals.db, signedIn(event), number);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="${name}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
});
