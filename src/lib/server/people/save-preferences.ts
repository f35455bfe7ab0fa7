import { eq } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from './tables.ts';

/** How a person wants to read and use the portal. */
export type Preferences = {
	locale: Locale;
	theme: 'system' | 'light' | 'dark';
	textSize: 'normal' | 'large';
	singleKeys: boolean;
};

/** Keeps the person's own language and look. Everybody may, for themselves only; nothing is audited. */
export async function savePreferences(
	db: DbOrTx,
	actor: Actor,
	preferences: Preferences,
	clock: Clock
): Promise<void> {
	await db
		.update(person)
		.set({ ...preferences, updatedAt: clock.now() })
		.where(eq(person.id, actor.personId));
}

/** Keeps the person's own language, of screens and of mail. As `savePreferences`. */
export async function saveLanguage(
	db: DbOrTx,
	actor: Actor,
	locale: Locale,
	clock: Clock
): Promise<void> {
	await db
		.update(person)
		.set({ locale, updatedAt: clock.now() })
		.where(eq(person.id, actor.personId));
}
