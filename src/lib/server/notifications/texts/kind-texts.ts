import type { Locale } from '#lib/i18n/localized.ts';
import type { NotificationKind } from '#lib/notifications/notification-kinds.ts';
import type { WrittenWords } from '#lib/server/notifications/notification-words.ts';

type Text = (words: WrittenWords, options: { locale: Locale }) => string;

/** The sentence of each kind of these nouns, in the bell and the letter, and the letter's subject. */
export type KindTexts<Noun extends string> = Record<
	Extract<NotificationKind, `${Noun}.${string}`>,
	{ line: Text; subject: Text }
>;
