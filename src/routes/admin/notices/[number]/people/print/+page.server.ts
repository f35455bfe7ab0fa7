import { localize } from '$lib/i18n/localized.ts';
import { isOver } from '$lib/notices/notice-states.ts';
import { noticeNumberText } from '$lib/notices/notice-words.ts';
import { addressedNotice } from '$lib/notices/parse-number.ts';
import { windowText } from '$lib/notices/window-text.ts';
import { getNoticeHead } from '$lib/server/notices/audience/notice-head.ts';
import { listForPaper } from '$lib/server/notices/audience/paper-lists.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

/** The languages that every notice has: whoever reads it out finds theirs. */
const SAID_IN = ['et', 'ru'] as const;

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const head = await getNoticeHead(db, actor, addressedNotice(event.params));
	const lists = await listForPaper(db, actor, head.id);
	const now = clock.now();
	const over = isOver(head.state) ? (head.cancelledAt ?? head.restoredAt) : null;
	return {
		number: head.number,
		name: noticeNumberText(head.number),
		over,
		texts: SAID_IN.flatMap((said) => {
			const text = head.texts[said];
			if (!text) return [];
			const { title, summary, before, instead } = text;
			const paragraphs = over
				? [head.restoredText?.[said] ?? '']
				: [windowText(head, said, now), summary, before, instead];
			return [{ locale: said, title, paragraphs: paragraphs.filter(Boolean) }];
		}),
		hadAny: head.withoutMailbox,
		lists: lists.map((list, n) => ({
			id: n,
			headName: list.headName,
			headPhone: list.headPhone,
			where: localize(list.where, locale),
			people: list.people.map(({ unitName, ...who }) => ({
				...who,
				unit: localize(unitName, locale)
			}))
		}))
	};
});
