const LETTERS: Record<string, string> = {
	...{ õ: 'o', ä: 'a', ö: 'o', ü: 'u', š: 's', ž: 'z' },
	...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'jo', ж: 'zh', з: 'z', и: 'i', й: 'j' },
	...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
	...{
		х: 'h',
		ц: 'ts',
		ч: 'tsh',
		ш: 'sh',
		щ: 'shtsh',
		ъ: '',
		ы: 'y',
		ь: '',
		э: 'e',
		ю: 'ju',
		я: 'ja'
	}
};

/** An address made of a title: small Latin letters, digits and hyphens. Empty when nothing of it can be used. */
export function slugOf(title: string): string {
	return [...title.toLowerCase()]
		.map((letter) => LETTERS[letter] ?? letter)
		.join('')
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '');
}
