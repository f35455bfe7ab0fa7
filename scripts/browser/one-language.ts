import { basename } from 'node:path';
import { minify } from 'rolldown/utils';
import type { Plugin } from 'vite';
import { defaultLocale, locales } from '../../src/lib/i18n/localized.ts';
import { scriptsFolder } from '../../src/lib/i18n/scripts-folder.ts';

const chosen = 'experimentalStaticLocale ?? options.locale ?? getLocale()';
const mark = '__PAGE_LANGUAGE__';

/** The last form of a plural stands for whatever is left, so the name of the message after it is never shown. */
const lastPlural = /if \(\w+Plural === "other"\) (return .*;)\n\treturn .*;/g;

/** What is left of the runtime: nothing is there to be found out or changed. */
const runtime = `export const getLocale = () => ${mark};
export const overwriteGetLocale = () => {};
export const experimentalStaticLocale = undefined;`;

/**
 * A page has one language for its whole life (choosing another loads a new page), yet each message brings its text
 * in all three. This writes every script of the browser once more for each language, with the texts of that
 * language alone, beside the first: `/_app/immutable/ru/…`. The server names those in the page (`fillPage`). It
 * takes about 6 KB off every page and 15 KB off a form. A message becomes its text, without the function that chooses.
 */
export const oneLanguage: Plugin = {
	name: 'one-language',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'client',
	transform: {
		filter: { id: /paraglide\/(messages\/\w+|runtime)\.js$/ },
		handler(code, id) {
			if (id.endsWith('/runtime.js')) return runtime;
			const key = basename(id, '.js');
			const [texts, choosing] = code.split('export const ');
			if (!texts || !choosing?.startsWith(`${key} =`) || !choosing.includes(chosen))
				throw new Error('The messages of paraglide are written otherwise.');
			const others = locales.filter((locale) => locale !== defaultLocale);
			const choice = others.map((locale) => `${mark} === '${locale}' ? ${locale}_${key} : `);
			return `${texts.replace(lastPlural, '$1')}
export const ${key} = ${choice.join('')}${defaultLocale}_${key};`;
		}
	},
	generateBundle: {
		order: 'post',
		async handler(_, bundle) {
			for (const file of Object.values(bundle)) {
				if (file.type !== 'chunk') continue;
				const { code, fileName } = file;
				for (const locale of locales) {
					const written = code.replaceAll(mark, JSON.stringify(locale));
					const { code: small } = await minify(fileName, written, { module: true });
					const folder = scriptsFolder(fileName, locale);
					this.emitFile({ type: 'asset', fileName: folder, source: small });
				}
				file.code = code.replaceAll(mark, JSON.stringify(defaultLocale));
			}
		}
	}
};
