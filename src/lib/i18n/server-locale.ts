import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { defaultLocale, type Locale } from './localized.ts';

const current = new AsyncLocalStorage<Locale>();

overwriteGetLocale(() => current.getStore() ?? defaultLocale);

/**
 * Runs `fn` so that every message inside it, also after an `await`, is in `locale`. The web server wraps
 * each request in it, the mail jobs each letter; two that run at once never see each other's language.
 */
export function withLocale<T>(locale: Locale, fn: () => T): T {
	return current.run(locale, fn);
}
