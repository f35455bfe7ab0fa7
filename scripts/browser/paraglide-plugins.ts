import type { Plugin } from 'vite';

/** Making plural rules takes 12 µs, asking them takes none: a list of forty rows would make eighty. */
export const pluralRulesOnce: Plugin = {
	name: 'plural-rules-once',
	transform: {
		filter: { id: /paraglide\/registry\.js$/ },
		handler(code) {
			const made = 'new Intl.PluralRules(locale, options).select(';
			if (!code.includes(made)) throw new Error('The plural rules of paraglide moved.');
			const kept = '(rules[locale] ??= new Intl.PluralRules(locale)).select(';
			return `const rules = {};\n${code.replace(made, kept)}`;
		}
	}
};

const importOfAll = /import\s*\{\s*m\s*\}\s*from\s*['"]([^'"]*paraglide)\/messages\.js['"];?/;

/**
 * `m.ui_close()` imports every message, and the bundler could not tell which page needs which text. In the files
 * for the browser each message is imported by its own name, so that a page brings its own words only.
 */
export const messagesByName: Plugin = {
	name: 'messages-by-name',
	apply: 'build',
	enforce: 'post',
	applyToEnvironment: (environment) => environment.config.consumer === 'client',
	transform: {
		filter: { code: importOfAll },
		handler(code) {
			const folder = importOfAll.exec(code)?.[1] ?? '';
			const used = new Set<string>();
			const named = code
				.replace(importOfAll, '')
				.replace(/(?<![\w$.])m\.([a-z]+_[a-z0-9_]+)/g, (_, key: string) => {
					used.add(key);
					return `m_${key}`;
				});
			const imports = [...used].map(
				(key) => `import { ${key} as m_${key} } from '${folder}/messages/${key}.js';`
			);
			return `${imports.join('\n')}\n${named}`;
		}
	}
};
