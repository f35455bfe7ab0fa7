import { addressedNotice } from '$lib/notices/parse-number.ts';
import { posterPdf } from '$lib/server/notices/reading/poster-pdf.ts';
import { fileResponse } from '$lib/server/web/file-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The notice as a paper for a door. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const number = addressedNotice(event.params);
	const pdf = await posterPdf(db, signedIn(event), number, { locale, now: clock.now() });
	return fileResponse(pdf, 'application/pdf', `T-${number}.pdf`);
});
