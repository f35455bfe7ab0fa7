import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { Impact, NoticeKind } from './notice-states.ts';
import type { NoticeText } from './notice-text.ts';

/** What is filled into a template's sentences, and with which control it is asked. */
export const SLOT_TYPES = [
	'text',
	'moment',
	'day',
	'system',
	'software',
	'place',
	'person',
	'choice'
] as const;
export type SlotType = (typeof SLOT_TYPES)[number];

/** One blank of a template: `{printer}` in its texts. */
export type TemplateSlot = {
	/** Latin letters, digits and `_`; stands in braces in the texts. */
	key: string;
	type: SlotType;
	label: LocalizedText;
	help?: LocalizedText;
	/** For `choice`: what one may choose, each written into the text of its language. */
	options?: LocalizedText[];
	/** May stay empty: a sentence with an empty slot is left out. */
	optional?: boolean;
};

/** A template whole: as a file in `content/notices/<slug>.yaml` says it, and as the portal keeps it. */
export type NoticeTemplateContent = {
	name: LocalizedText;
	kind: NoticeKind;
	impact: Impact;
	slots: TemplateSlot[];
	/** With slots in braces; `{starts}`, `{ends}`, `{contact}` are always known. English may be missing: a visible gap. */
	texts: Partial<Record<Locale, Omit<NoticeText, 'changedAt'>>>;
	/** What to look at before saying that it works again. */
	checks: string[];
};
