import { isLocale } from '$lib/i18n/localized.ts';
import { readPage } from '$lib/server/training/reading/read-page.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** A browser tells that the end of a page was reached. The same as turning on, without going anywhere. */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, locale, clock } = event.locals;
	const read = (await event.request.formData()).get('locale');
	await readPage(
		db,
		signedIn(event),
		{
			slug: event.params.slug,
			pageId: event.params.page,
			locale: isLocale(read) ? read : locale
		},
		clock
	);
	return new Response(null, { status: 204 });
});
