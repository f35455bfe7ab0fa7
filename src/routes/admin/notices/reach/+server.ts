import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { parseAffected } from '$lib/notices/affected.ts';
import { NOTICE_KINDS } from '$lib/notices/notice-states.ts';
import { parseNoticeNumber } from '$lib/notices/parse-number.ts';
import { windowEntries } from '$lib/notices/writing/draft-form.ts';
import { previewDraft } from '$lib/server/notices/writing/preview-draft.ts';
import { typedWindow } from '$lib/server/notices/writing/typed-window.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';
import { reachWords } from './reach-words.ts';

const query = v.object({
	...windowEntries,
	kind: v.fallback(v.picklist(NOTICE_KINDS), 'planned_work')
});

/** Whom a notice would reach as it stands on the form. */
export const GET = guarded(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const { searchParams } = event.url;
	const asked = v.safeParse(query, Object.fromEntries(searchParams));
	const { kind, ...typed } = asked.success ? asked.output : { kind: 'planned_work' as const };
	const number = parseNoticeNumber(searchParams.get('number') ?? '');
	const preview = await previewDraft(
		db,
		signedIn(event),
		{
			...(number === undefined ? {} : { number }),
			kind,
			affected: parseAffected(searchParams.getAll('affected')),
			...windowOf(typed)
		},
		clock
	);
	return json(reachWords(preview, locale, clock.now()));
});

/** Half a window is none yet: somebody is still typing. */
function windowOf(typed: Partial<Parameters<typeof typedWindow>[0]>) {
	const { startsDay = null, startsHour = null, endsDay = null, endsHour = null } = typed;
	if (!startsDay || !startsHour) return { startsAt: null, plannedEndAt: null };
	return typedWindow({ startsDay, startsHour, endsDay: endsHour ? endsDay : null, endsHour });
}
