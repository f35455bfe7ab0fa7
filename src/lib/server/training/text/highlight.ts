import {
	createCssVariablesTheme,
	createHighlighterCoreSync,
	type HighlighterCore
} from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import bat from 'shiki/langs/bat.mjs';
import css from 'shiki/langs/css.mjs';
import diff from 'shiki/langs/diff.mjs';
import html from 'shiki/langs/html.mjs';
import ini from 'shiki/langs/ini.mjs';
import javascript from 'shiki/langs/javascript.mjs';
import json from 'shiki/langs/json.mjs';
import powershell from 'shiki/langs/powershell.mjs';
import python from 'shiki/langs/python.mjs';
import shellscript from 'shiki/langs/shellscript.mjs';
import sql from 'shiki/langs/sql.mjs';
import typescript from 'shiki/langs/typescript.mjs';
import xml from 'shiki/langs/xml.mjs';
import yaml from 'shiki/langs/yaml.mjs';
import { escapeHtml } from './html.ts';

const LANGUAGES = [
	...[bat, css, diff, html, ini, javascript, json, powershell, python, shellscript, sql],
	...[typescript, xml, yaml]
];

const THEME = 'portal';
/** Longer code is shown plain: highlighting costs time by the line. */
const LONGEST = 20_000;

let highlighter: HighlighterCore | undefined;

/**
 * A block of code as html. Colours are classes `tok-keyword`, `tok-string`, `tok-comment`, `tok-function`,
 * `tok-constant`, `tok-parameter`, `tok-punctuation`, `tok-link`, `tok-string-expression`, because the portal's pages
 * allow no style attributes. A language nobody knows is shown plain.
 */
export function highlight(code: string, language: string): string {
	const name = language.toLowerCase();
	const attributes = ` class="code" tabindex="0"${name ? ` data-lang="${escapeHtml(name)}"` : ''}`;
	return `<pre${attributes}><code>${coloured(code, name) ?? escapeHtml(code)}</code></pre>\n`;
}

function coloured(code: string, language: string): string | undefined {
	if (language === '' || code.length > LONGEST) return undefined;
	highlighter ??= createHighlighterCoreSync({
		themes: [createCssVariablesTheme({ name: THEME, variablePrefix: '--' })],
		langs: LANGUAGES,
		engine: createJavaScriptRegexEngine({ forgiving: true })
	});
	if (!highlighter.getLoadedLanguages().includes(language)) return undefined;
	const { tokens } = highlighter.codeToTokens(code, { lang: language, theme: THEME });
	return tokens
		.map((line) =>
			line
				.map(({ content, color }) => {
					const kind = /--token-([a-z-]+)/.exec(color ?? '')?.[1];
					return kind
						? `<span class="tok-${kind}">${escapeHtml(content)}</span>`
						: escapeHtml(content);
				})
				.join('')
		)
		.join('\n');
}
