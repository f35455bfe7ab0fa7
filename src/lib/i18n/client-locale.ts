import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { defaultLocale, isLocale } from './localized.ts';

/** In the browser the page itself says its language: the one in which the server wrote it. */
export function readLocaleFromPage(): void {
	overwriteGetLocale(() => {
		const lang = document.documentElement.lang;
		return isLocale(lang) ? lang : defaultLocale;
	});
}
