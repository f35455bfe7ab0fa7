import { gemoji } from 'gemoji';
import type { TokenizerExtension, RendererExtension } from 'marked';

const emojis = new Map(gemoji.flatMap(({ emoji, names }) => names.map((name) => [name, emoji])));

/** `:tada:` as the sign itself; a name nobody knows stays as written. */
export const emojiShortcodes: TokenizerExtension & RendererExtension = {
	name: 'emoji',
	level: 'inline',
	start: (src) => src.indexOf(':'),
	tokenizer(src) {
		const [raw, name = ''] = /^:([a-z0-9_+-]+):/.exec(src) ?? [];
		const emoji = emojis.get(name);
		return raw && emoji ? { type: 'emoji', raw, emoji } : undefined;
	},
	renderer: (token) => String(token.emoji)
};

/** A gap of a fill-in question: `[[word|other word]]`. The words themselves are never in the html. */
export function gaps(drawing: { gaps: string[][] }): TokenizerExtension & RendererExtension {
	return {
		name: 'gap',
		level: 'inline',
		start: (src) => src.indexOf('[['),
		tokenizer(src) {
			const [raw, words] = /^\[\[([^\]\n]+)\]\]/.exec(src) ?? [];
			if (!raw || words === undefined) return undefined;
			const accepted = words.split('|').map((word) => word.trim());
			drawing.gaps.push(accepted.filter((word) => word !== ''));
			return { type: 'gap', raw, index: drawing.gaps.length - 1 };
		},
		renderer: (token) => `<span class="gap" data-gap="${String(token.index)}"></span>`
	};
}
