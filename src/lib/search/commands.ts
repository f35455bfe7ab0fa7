import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';
import { matchesWords } from '#lib/ui/fold-text.ts';
import { registerPlaces, workPlaces, type RegisterKey } from '#lib/shell/desk-places.ts';
import { parseNumber, formatNumber, requestHref } from '#lib/requests/request-number.ts';

/** Something the palette can open. */
export type Command = { href: string; icon: IconName; title: string; detail?: string };

function everyPage(registers: RegisterKey[]): Command[] {
	const work = registers.includes('requests') ? workPlaces : [];
	const seen = registerPlaces.filter(({ key }) => registers.includes(key));
	const places = [...work, ...seen].map(({ href, icon, label }) => ({
		href,
		icon,
		title: label()
	}));
	return [
		...places,
		{ href: '/services', icon: 'plus', title: m.ui_palette_new() },
		{ href: '/', icon: 'house', title: m.ui_to_portal() },
		{ href: '/preferences', icon: 'settings', title: m.ui_preferences() }
	];
}

/**
 * What the palette knows without asking: a request by its number, and the pages of the desk whose name holds the
 * words. Nothing typed gives every page.
 */
export function knownCommands(query: string, registers: RegisterKey[]): Command[] {
	const number = parseNumber(query);
	const byNumber: Command[] =
		number === undefined
			? []
			: [
					{
						href: registers.includes('requests')
							? `/admin/requests?q=${number}&open=${number}`
							: requestHref(number),
						icon: 'arrow-right',
						title: m.ui_palette_open_number({ number: formatNumber(number) })
					}
				];
	const pages = everyPage(registers).filter(({ title }) => matchesWords(title, query));
	return [...byNumber, ...pages];
}
