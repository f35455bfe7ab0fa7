import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** Making plural rules takes 12 µs, asking them takes none: a list of forty rows would make eighty. */
const pluralRulesOnce: Plugin = {
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

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			// The server decides the language (i18n/server-locale.ts) and the browser reads it from the
			// page (i18n/client-locale.ts); these two only stand in where neither has been asked.
			strategy: ['globalVariable', 'baseLocale'],
			emitGitIgnore: false
		}),
		pluralRulesOnce,
		sveltekit()
	]
});
