import { isLocale, type Locale } from '#lib/i18n/localized.ts';

/** A file of a foreign folder by its language and by its name without it: `translations/et/a.md` is `a.md` in `et`. */
export type LocalePath = { path: string; locale: Locale | undefined; name: string };

/** Languages are told by a folder: `et`, `et-ee`, also below `translations`. */
export function localePath(path: string): LocalePath {
	const steps = path.split('/');
	for (const [at, step] of steps.slice(0, -1).entries()) {
		const locale = step.toLowerCase().split(/[-_]/)[0] ?? '';
		if (!isLocale(locale) || !/^[a-z]{2}(?:[-_][a-z]{2})?$/i.test(step)) continue;
		const before = steps.slice(0, at).filter((one) => !/^(translations?|locales?|i18n)$/.test(one));
		return { path, locale, name: [...before, ...steps.slice(at + 1)].join('/') };
	}
	return { path, locale: undefined, name: path };
}

const CYRILLIC = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'];
const LATIN = 'a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'.split(
	' '
);

/** A name as an address and id of ours: small Latin letters, digits and hyphens, at most 60. */
export function slugOf(name: string): string {
	const latin = [...name.toLowerCase()].map((letter) => {
		const at = CYRILLIC.indexOf(letter);
		return at === -1 ? letter : (LATIN[at] ?? '');
	});
	const plain = latin
		.join('')
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '');
	return plain
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '');
}

/** Gives each name an address that no other has. */
export function slugger(): (name: string) => string {
	const given = new Set<string>();
	return (name) => {
		const slug = slugOf(name) || 'module';
		let free = slug;
		for (let count = 2; given.has(free); count += 1) free = `${slug}-${count}`;
		given.add(free);
		return free;
	};
}
