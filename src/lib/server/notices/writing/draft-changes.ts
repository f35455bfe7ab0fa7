import type { Locale } from '#lib/i18n/localized.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import type { LooseText, NoticeTexts } from '#lib/notices/notice-text.ts';
import { changedLocales } from '#lib/notices/text-gaps.ts';
import { m } from '#lib/paraglide/messages.js';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { addUpdate } from '../life/add-update.ts';
import type { LockedNotice } from '../life/locked-notice.ts';
import { mustReachTown } from '../life/reach.ts';
import { tellReaders } from '../telling/tell-readers.ts';
import type { WrittenParts } from './draft-parts.ts';

/**
 * The timeline of what changed in a notice that people were told of: its texts, what it touches. With `tellAgain` every
 * reader gets the changed text as news; otherwise it is there for who opens the page. Throws Forbidden when somebody
 * whose role holds in some units makes it touch more, or public.
 */
export async function recordChanges(
	tx: Tx,
	actor: Actor,
	change: { before: LockedNotice; after: LockedNotice; affected: WrittenParts<AffectedThing> },
	options: { tellAgain: boolean; at: Date }
): Promise<void> {
	const { before, after, affected } = change;
	const { at } = options;
	const entry = { noticeId: after.id, byId: actorPersonId(actor), at };
	const touched = difference(affected);
	if (touched.added > 0 || (after.isPublic && !before.isPublic)) mustReachTown(actor);
	if (touched.added + touched.removed > 0)
		await addUpdate(tx, { ...entry, kind: 'affected_changed', facts: touched });
	const changed = changedLocales(before.texts, after.texts);
	if (changed.length > 0) {
		const facts = { locales: changed.join(', ') };
		await addUpdate(tx, { ...entry, kind: 'text_changed', facts });
	}
	if (changed.length > 0 && options.tellAgain) {
		const texts = newsOf(after.texts);
		const updateId = await addUpdate(tx, { ...entry, kind: 'news', texts });
		await tellReaders(tx, { noticeId: after.id, updateId, kind: 'news', at });
	} else await announceLiveNotice(tx, after);
}

/** What readers are told again, in each language: that the notice says something else now, and what. */
function newsOf(texts: NoticeTexts): LooseText {
	const said = (Object.keys(texts) as Locale[]).map((locale) => {
		const summary = texts[locale]?.summary ?? '';
		return [locale, m.notice_writing_changed_news({ summary }, { locale })];
	});
	return Object.fromEntries(said) as LooseText;
}

function difference({ before, after }: WrittenParts<AffectedThing>) {
	const code = ({ kind, targetId, impact }: AffectedThing) => `${kind} ${targetId} ${impact}`;
	const [old, now] = [new Set(before.map(code)), new Set(after.map(code))];
	return { added: now.difference(old).size, removed: old.difference(now).size };
}
