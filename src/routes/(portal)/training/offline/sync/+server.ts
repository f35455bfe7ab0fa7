import * as v from 'valibot';
import { DomainError } from '$lib/errors.ts';
import { locales } from '$lib/i18n/localized.ts';
import { readPage } from '$lib/server/training/reading/read-page.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

const short = v.pipe(v.string(), v.maxLength(200));
const schema = v.object({
	personId: v.string(),
	reads: v.pipe(
		v.array(
			v.object({
				slug: short,
				pageId: short,
				locale: v.picklist(locales),
				at: v.pipe(v.string(), v.isoTimestamp())
			})
		),
		v.maxLength(500)
	)
});

/**
 * Pages that were read without a connection, sent when there is one again. Only by the person who read them: on a
 * shared device somebody else may be signed in by now. Sent twice they count once.
 */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const sent = v.safeParse(schema, await event.request.json().catch(() => null));
	if (!sent.success) return new Response(null, { status: 422 });
	if (sent.output.personId !== actor.personId) return new Response(null, { status: 409 });
	for (const { slug, pageId, locale, at } of sent.output.reads) {
		try {
			await readPage(db, actor, { slug, pageId, locale, at: new Date(at) }, clock);
		} catch (problem) {
			// A module that has gone meanwhile must not keep the others back.
			if (!(problem instanceof DomainError)) throw problem;
		}
	}
	return new Response(null, { status: 204 });
});
