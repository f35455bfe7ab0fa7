import { definitionOfTree } from './definition-of-tree.ts';
import { applyEditorAct } from './editor-acts.ts';
import type { EditorTree } from './editor-tree.ts';
import { treeOfForm } from './tree-of-form.ts';

type Values = Record<string, string | string[]>;

const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');

/** What the editor's form sends besides the definition: the version it began from and the note. */
export type SentDefinition = {
	slug: string;
	definition: unknown;
	basedOn: number;
	note: string;
};

/** Reads the editor's form as it was sent. The definition is not checked yet. */
export function sentDefinition(values: Values): SentDefinition {
	return {
		slug: text(values.slug).trim(),
		definition: definitionOfTree(treeOfForm(values)),
		basedOn: Number(text(values._basedOn)) || 0,
		note: text(values._note)
	};
}

/** The form with its lists arranged as the pressed button says, to be shown again. */
export function arranged(values: Values): { tree: EditorTree; note: string; slug: string } {
	const tree = treeOfForm(values);
	applyEditorAct(tree, text(values._act));
	return { tree, note: text(values._note), slug: text(values.slug) };
}
