import { openReport } from '$lib/server/access/reviews/close-campaign.ts';
import { fileResponse } from '$lib/server/web/file-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The signed report of a round, as it was signed. */
export const GET = answering(async (event: RequestEvent) => {
	const bytes = await openReport(event.locals.db, signedIn(event), event.params.id ?? '');
	return fileResponse(bytes, 'application/pdf', 'review.pdf');
});
