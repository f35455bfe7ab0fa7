import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const folder = JSON.stringify(resolve('src/lib/i18n/scripts-folder.ts'));
const localized = JSON.stringify(resolve('src/lib/i18n/localized.ts'));

/** Replaces what stands once in SvelteKit; the build fails where it is written otherwise. */
function once(code: string, from: string, to: string): string {
	if (code.split(from).length !== 2)
		throw new Error('SvelteKit asks for pages otherwise than before.');
	return code.replace(from, () => to);
}

/**
 * Which page an address is, the server says (`router.resolution` in svelte.config.js), so that the first visit of a
 * teacher does not fetch a table of two hundred pages of the desk. SvelteKit would name the scripts as they lie in the
 * build; the browser therefore says its language and gets those of that language (scripts/browser/one-language.ts).
 */
export const routesInLanguage: Plugin = {
	name: 'routes-in-language',
	apply: 'build',
	transform: {
		filter: {
			id: /@sveltejs\/kit\/src\/runtime\/(client\/client|server\/page\/server_routing)\.js$/
		},
		handler(code, id) {
			if (id.endsWith('client.js'))
				return once(
					code,
					'url.origin + add_resolution_suffix(url.pathname)',
					"url.origin + add_resolution_suffix(url.pathname) + '?lang=' + document.documentElement.lang"
				);
			const answered = once(
				code,
				').response;\n}',
				").body;\n\tconst lang = url.searchParams.get('lang');\n\treturn text(isLocale(lang) ? scriptsFolder(found, lang) : found, { headers: { 'content-type': 'application/javascript; charset=utf-8' } });\n}"
			);
			const named = once(
				answered,
				'return create_server_routing_response(\n\t\tresult',
				'const found = create_server_routing_response(\n\t\tresult'
			);
			return `import { scriptsFolder } from ${folder};\nimport { isLocale } from ${localized};\n${named}`;
		}
	}
};
