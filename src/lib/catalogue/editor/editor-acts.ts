import { blankField, blankOption, blankStage, blankTask, type EditorTree } from './editor-tree.ts';

type List = object[];

const makers: Record<string, () => object> = {
	fields: () => ({ ...blankField(), required: 'yes' }),
	options: blankOption,
	approvals: blankStage,
	tasks: blankTask
};

/**
 * Does to the tree what a button of the editor says: `add:fields`, `add:fields.2.options`, `remove:tasks.1`,
 * `up:fields.3`, `down:approvals.0`. Changes the tree given to it; an unknown act changes nothing.
 */
export function applyEditorAct(tree: EditorTree, act: string): void {
	const [, verb, path] = /^(add|remove|up|down):([a-z0-9.]+)$/.exec(act) ?? [];
	if (!verb || !path) return;
	const steps = path.split('.');
	if (verb === 'add') {
		const make = makers[steps.at(-1) ?? ''];
		const list = listAt(tree, steps);
		if (make && list) list.push(make());
		return;
	}
	const at = Number(steps.at(-1));
	const list = listAt(tree, steps.slice(0, -1));
	if (!list || !Number.isInteger(at) || at < 0 || at >= list.length) return;
	if (verb === 'remove') list.splice(at, 1);
	else {
		const to = verb === 'up' ? at - 1 : at + 1;
		if (to < 0 || to >= list.length) return;
		const [moved] = list.splice(at, 1);
		if (moved) list.splice(to, 0, moved);
	}
}

function listAt(tree: EditorTree, steps: readonly string[]): List | undefined {
	let here: unknown = tree;
	for (const step of steps) {
		if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
		here = (here as Record<string, unknown>)[step];
	}
	return Array.isArray(here) && here.every((one) => typeof one === 'object') ? here : undefined;
}
