import { notFound } from '$lib/errors.ts';
import { isLocale } from '$lib/i18n/localized.ts';
import { plainResponse } from '$lib/server/notices/reading/plain-notices.ts';
import { statusCopy } from '$lib/server/notices/reading/status-copy.ts';
import { statusPage } from '$lib/server/notices/reading/status-page.ts';
import { answering } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** What is out of order, for everybody; as last known while the database is away. Off until it is opened. */
export const GET = answering(async ({ locals, url }: RequestEvent) => {
	const copy = await statusCopy(locals.db, locals.clock.now());
	if (!copy.isOpen) throw notFound();
	const wanted = url.searchParams.get('in');
	const html = statusPage(copy, isLocale(wanted) ? wanted : locals.locale, (one) => `?in=${one}`);
	return plainResponse(html, {
		'cache-control': 'public, max-age=15',
		vary: 'accept-language, cookie'
	});
});
