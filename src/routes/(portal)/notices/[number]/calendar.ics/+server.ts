import { addressedNotice } from '$lib/notices/parse-number.ts';
import { ownCalendar } from '$lib/server/notices/reading/own-calendar.ts';
import { fileResponse } from '$lib/server/web/file-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The notice as an entry for the reader's own calendar. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const number = addressedNotice(event.params);
	const text = await ownCalendar(db, signedIn(event), number, { locale, now: clock.now() });
	return fileResponse(text, 'text/calendar; charset=utf-8', `T-${number}.ics`);
});
