import { modulePdf } from '$lib/server/training/reading/module-pdf.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The module as a paper to save. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, locale, clock } = event.locals;
	const { bytes, name } = await modulePdf(
		db,
		signedIn(event),
		{ slug: event.params.slug, locale, origin: event.url.origin },
		clock
	);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(bytes.length),
			'content-disposition': `attachment; filename="${name}"`
		}
	});
});
