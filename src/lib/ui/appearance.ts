import type { Locale } from '#lib/i18n/localized.ts';
import { scriptsFolder } from '#lib/i18n/scripts-folder.ts';

/** How the portal looks and answers for one person. Somebody who has not signed in gets the default. */
export type Appearance = {
	theme: 'system' | 'light' | 'dark';
	textSize: 'normal' | 'large';
	/** Whether keys pressed alone (J, K, E …) act in lists. WCAG 2.1.4 asks for a way to turn them off. */
	singleKeys: boolean;
};

/** What somebody sees who has chosen nothing. */
export const defaultAppearance: Appearance = {
	theme: 'system',
	textSize: 'normal',
	singleKeys: true
};

/**
 * Fills the marks of `app.html`: language, theme and text size stand in the very first bytes of the page,
 * so that nothing flashes in the wrong colours and no inline script is needed. Scripts are named in the
 * page's language.
 */
export function fillPage(
	html: string,
	lang: Locale,
	{ theme, textSize }: Pick<Appearance, 'theme' | 'textSize'> = defaultAppearance
): string {
	// Marks stand in the head, scripts there and after the last element: the long middle is left as it is.
	const head = Math.max(0, html.indexOf('</head>'));
	const tail = Math.max(head, html.lastIndexOf('<script'));
	const first = scriptsFolder(head > 0 ? html.slice(0, head) : html, lang)
		.replace('%abilaud.lang%', lang)
		.replace('%abilaud.theme%', theme)
		.replace('%abilaud.text%', textSize);
	return head > 0 ? first + html.slice(head, tail) + scriptsFolder(html.slice(tail), lang) : first;
}

/** Root layout and error page: they lie in the core file, and these two only point there. */
const insideCore = /\/nodes\/[01]\./;

/**
 * Which files the browser is told to fetch early: scripts and styles of the page, the Latin face, and the
 * Cyrillic one for a reader of Russian. Every other font waits until a letter needs it.
 */
export function shouldPreload(type: string, path: string, lang: string): boolean {
	if (type === 'js') return !insideCore.test(path);
	if (type !== 'font') return type === 'css';
	return path.includes('sans-latin') || (lang === 'ru' && path.includes('sans-cyrillic'));
}
