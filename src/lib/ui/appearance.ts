/** How one device shows the portal. Kept in a cookie of the device, so that no query is needed to draw a page. */
export type Appearance = {
	theme: 'system' | 'light' | 'dark';
	text: 'normal' | 'large' | 'larger';
	/** Whether keys pressed alone (J, K, E …) act in lists. WCAG 2.1.4 asks for a way to turn them off. */
	singleKeys: boolean;
};

/** Name of the cookie that `readAppearance` reads. */
export const appearanceCookie = 'abilaud-look';

/** What somebody sees who has chosen nothing. */
export const defaultAppearance: Appearance = { theme: 'system', text: 'normal', singleKeys: true };

const themes = ['system', 'light', 'dark'] as const;
const texts = ['normal', 'large', 'larger'] as const;

/** Reads the cookie's value; whatever is not understood stays at its default. */
export function readAppearance(value: string | undefined): Appearance {
	const [theme, text, keys] = (value ?? '').split('.');
	return {
		theme: themes.find((known) => known === theme) ?? defaultAppearance.theme,
		text: texts.find((known) => known === text) ?? defaultAppearance.text,
		singleKeys: keys !== 'nokeys'
	};
}

/** The value of the cookie for a choice; `readAppearance` gives the same choice back. */
export function writeAppearance({ theme, text, singleKeys }: Appearance): string {
	return [theme, text, singleKeys ? 'keys' : 'nokeys'].join('.');
}

/**
 * Fills the marks of `app.html`: language, theme and text size stand in the very first bytes of the page,
 * so that nothing flashes in the wrong colours and no inline script is needed.
 */
export function fillPage(html: string, lang: string, { theme, text }: Appearance): string {
	return html
		.replace('%abilaud.lang%', lang)
		.replace('%abilaud.theme%', theme)
		.replace('%abilaud.text%', text);
}

/**
 * Which files the browser is told to fetch early: scripts and styles of the page, the Latin face, and the
 * Cyrillic one for a reader of Russian. Every other font waits until a letter needs it.
 */
export function shouldPreload(type: string, path: string, lang: string): boolean {
	if (type !== 'font') return type === 'js' || type === 'css';
	return path.includes('-latin-wght') || (lang === 'ru' && path.includes('-cyrillic-wght'));
}
