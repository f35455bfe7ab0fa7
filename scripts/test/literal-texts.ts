import { parse } from 'svelte/compiler';
import { lineOf, sourceFiles } from './source-files.ts';

type Node = { type: string; name?: string; start?: number; data?: string; value?: unknown };

const readAttributes = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label'];
// The product's name, keys, and signs that are the same in every language.
const allowed =
	/^(\p{L}|Abilaud|ID|CSV|PDF|XLSX|IT-?|KM-?|QR|et|ru|en|ET|RU|EN|Eesti|Русский|English|Ctrl|Esc|Enter)$/u;

/**
 * Finds words that stand in a component instead of in messages/, where they could not be
 * translated. Returns one line for each.
 */
export function literalTexts(): string[] {
	return sourceFiles(['src'], ['.svelte']).flatMap(({ path, text }) => {
		const problems: string[] = [];
		const { fragment } = parse(text, { modern: true, filename: path });
		visit(fragment, (node, attribute) => {
			if (node.type !== 'Text') return;
			if (attribute !== undefined && !readAttributes.includes(attribute)) return;
			const words = String(node.data ?? '').match(/\p{L}[\p{L}'’-]*/gu) ?? [];
			if (words.every((word) => allowed.test(word))) return;
			const line = lineOf(text, node.start ?? 0);
			problems.push(`${path}:${line} says "${words.join(' ')}" instead of using a message`);
		});
		return problems;
	});
}

function visit(value: unknown, see: (node: Node, attribute?: string) => void, attribute?: string) {
	if (Array.isArray(value)) {
		for (const item of value) visit(item, see, attribute);
		return;
	}
	if (typeof value !== 'object' || value === null || !('type' in value)) return;
	const node = value as Node;
	if (node.type === 'RegularElement' && (node.name === 'style' || node.name === 'script')) return;
	see(node, attribute);
	const inside = node.type === 'Attribute' ? node.name : attribute;
	for (const child of Object.values(node)) {
		if (isFragment(child)) for (const inner of child.nodes) visit(inner, see, inside);
		else visit(child, see, inside);
	}
}

function isFragment(value: unknown): value is { nodes: unknown[] } {
	return (
		typeof value === 'object' && value !== null && 'nodes' in value && Array.isArray(value.nodes)
	);
}
