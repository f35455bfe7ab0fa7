import type { Locale } from '#lib/i18n/localized.ts';

/** What a notice says in one language. Empty texts are left out on screen. */
export type NoticeText = {
	/** One line: what happens to the reader, not what is done to the server. */
	title: string;
	/** What happens and why, a sentence or two. Plain text, paragraphs by empty lines. */
	summary: string;
	/** What one can't do meanwhile. */
	cannot: string;
	/** What to do before. */
	before: string;
	/** What one can do instead. */
	instead: string;
	/** Whom to call instead, when that is not the IT desk. */
	contact: string;
	/** ISO moment of the last change of this language: a translation older than Estonian is shown as such. */
	changedAt?: string;
};

/** A notice's words: Estonian and Russian before it is announced, English where somebody wrote it. */
export type NoticeTexts = Partial<Record<Locale, NoticeText>>;

/** Short texts of a timeline entry or a report, in the languages somebody wrote. */
export type LooseText = Partial<Record<Locale, string>>;

/** The languages a notice can't be announced without. */
export const NEEDED_LOCALES = ['et', 'ru'] as const satisfies readonly Locale[];

const FALLBACKS: readonly Locale[] = ['et', 'ru', 'en'];

/** The reader's language where there is one, else the first there is; `from` names it when it is another one. */
export function textFor<T>(
	texts: Partial<Record<Locale, T>>,
	locale: Locale
): { text: T; from: Locale | null } | null {
	const own = texts[locale];
	if (own) return { text: own, from: null };
	for (const from of FALLBACKS) {
		const text = texts[from];
		if (text) return { text, from };
	}
	return null;
}

/** Why somebody is among the readers. */
export type ReaderReason = {
	/** What of the affected made it; null for somebody who said "me too" or was included by hand. */
	kind: 'system' | 'role' | 'software' | 'item' | 'place' | 'unit' | 'person' | null;
	targetId: string | null;
	/** How: see the list. */
	how: ReasonHow;
	/** The thing in between, by name as it was then: the role held, the switch, the depended-on system. */
	via?: { et: string; ru: string; en?: string } | string;
};

/** How an affected thing reaches a person. */
export const REASON_HOWS = [
	/** Holds a right in the system (`via`: the role). */
	'right',
	/** Holds a right in a system that depends on the affected thing (`via`: that system). */
	'depends',
	/** Has a seat of the software. */
	'seat',
	/** Has the item in their hands. */
	'holds',
	/** Works at a place served by the device (`via`: the place). */
	'served',
	/** Works at the place. */
	'place',
	/** Works in the unit. */
	'unit',
	/** Named. */
	'person',
	/** Included by hand (`via`: the reason). */
	'included',
	/** Reported the same fault. */
	'me_too'
] as const;
export type ReasonHow = (typeof REASON_HOWS)[number];
