import { parseCondition } from './condition-words.ts';
import type { EditorTree, FieldTree, StageTree, TaskTree, Texts } from './editor-tree.ts';

type Loose = Record<string, unknown>;

const some = (text: string) => text.trim() || undefined;
const list = (text: string) =>
	text
		.split(/[,;\n]/)
		.map((one) => one.trim())
		.filter(Boolean);
const yes = (text: string) => text === 'yes';

/** Text that should be a number stays text when it is none, so that the check says so at its place. */
function count(text: string): number | string | undefined {
	const plain = text.trim().replace(',', '.');
	if (plain === '') return undefined;
	return Number.isNaN(Number(plain)) ? text : Number(plain);
}

/** Required texts keep empty languages, so that the check can ask for them; English may be left out. */
function texts({ et, ru, en }: Texts): Loose {
	return { et: et.trim(), ru: ru.trim(), ...(en.trim() && { en: en.trim() }) };
}
const optionalTexts = (all: Texts) =>
	all.et.trim() || all.ru.trim() || all.en.trim() ? texts(all) : undefined;

const condition = (text: string) => (some(text) ? (parseCondition(text) ?? text) : undefined);

function without(loose: Loose): Loose {
	return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined));
}

/** The definition that the editor's controls describe, not checked yet: give it to `parseDefinition`. */
export function definitionOfTree(tree: EditorTree): Loose {
	return without({
		title: texts(tree.title),
		summary: texts(tree.summary),
		help: optionalTexts(tree.help),
		keywords: {
			et: list(tree.keywords.et),
			ru: list(tree.keywords.ru),
			en: list(tree.keywords.en)
		},
		titleFrom: optionalTexts(tree.titleFrom),
		icon: tree.icon,
		kind: tree.kind,
		category: tree.category,
		gives: tree.gives,
		workingDays: count(tree.workingDays),
		team: some(tree.team),
		needsAct: tree.needsAct.includes('yes') || undefined,
		forWhom: tree.forWhom,
		visibleTo: visibility(tree.visible),
		fields: tree.fields.map(fieldOfTree),
		approvals: tree.approvals.map(stageOfTree),
		tasks: tree.tasks.map(taskOfTree)
	});
}

function visibility({ simple, roles, units, kinds }: EditorTree['visible']): Loose[] {
	return [
		...simple.map((who) => ({ who })),
		...(roles.length > 0 ? [{ who: 'roles', roles }] : []),
		...(list(units).length > 0 ? [{ who: 'units', units: list(units) }] : []),
		...(list(kinds).length > 0 ? [{ who: 'unit_kinds', kinds: list(kinds) }] : [])
	];
}

function dayLimit(text: string): unknown {
	const limit = some(text);
	return !limit || limit === 'today' || /^\d/.test(limit) ? limit : { field: limit };
}

/** Which further parts a field of this kind has. */
const parts: Record<string, (tree: FieldTree) => Loose> = {
	text: (tree) => ({ ...textLimits(tree), format: some(tree.format) }),
	long_text: (tree) => ({ ...textLimits(tree), lines: count(tree.lines) }),
	number: (tree) => ({ min: count(tree.min), max: count(tree.max), whole: yes(tree.whole) }),
	date: (tree) => ({ notBefore: dayLimit(tree.notBefore), notAfter: dayLimit(tree.notAfter) }),
	choice: (tree) => ({ options: options(tree) }),
	choices: (tree) => ({ options: options(tree), min: count(tree.min), max: count(tree.max) }),
	yes_no: (tree) => ({ mustAgree: yes(tree.mustAgree) }),
	system_role: (tree) => ({ systemKind: some(tree.systemKind), system: some(tree.system) }),
	file: (tree) => ({ max: count(tree.max) }),
	rows: (tree) => ({
		rowLabel: texts(tree.rowLabel),
		addLabel: texts(tree.addLabel),
		min: count(tree.min),
		max: count(tree.max),
		fields: tree.fields.map(fieldOfTree)
	})
};

function textLimits(tree: FieldTree): Loose {
	return {
		minLength: count(tree.minLength),
		maxLength: count(tree.maxLength),
		pattern: some(tree.pattern),
		patternMessage: optionalTexts(tree.patternMessage)
	};
}

function options(tree: FieldTree): Loose[] {
	return tree.options.map((option) =>
		without({
			value: option.value.trim(),
			label: texts(option.label),
			help: optionalTexts(option.help)
		})
	);
}

/** One field as the editor's controls describe it, not checked yet. */
export function fieldOfTree(tree: FieldTree): Loose {
	const head = {
		kind: tree.kind,
		key: tree.key.trim(),
		label: texts(tree.label),
		help: optionalTexts(tree.help),
		shownWhen: condition(tree.shownWhen)
	};
	if (tree.kind === 'heading') return without(head);
	return without({
		...head,
		required: yes(tree.required),
		missing: optionalTexts(tree.missing),
		half: yes(tree.half),
		prefill: some(tree.prefill),
		...parts[tree.kind]?.(tree)
	});
}

function stageOfTree(stage: StageTree): Loose {
	const { kind, field, system, email } = stage.rule;
	const rules: Record<string, Loose> = {
		head_of_place: { field: some(field) },
		system_owner: { field: some(field), system: some(system) },
		named: { email: email.trim() }
	};
	return without({
		key: stage.key.trim(),
		title: texts(stage.title),
		rule: without({ kind, ...rules[kind] }),
		need: stage.need === 'any' || stage.need === 'all' ? stage.need : count(stage.need),
		days: count(stage.days),
		remindAfterDays: count(stage.remindAfterDays),
		when: condition(stage.when)
	});
}

/** Which parts an effect of this kind has. */
export const effectParts: Record<string, (keyof TaskTree['effect'])[]> = {
	grant_right: ['field', 'system', 'role', 'person'],
	take_seat: ['field', 'product', 'person'],
	hand_over_item: ['category', 'person'],
	return_item: ['field'],
	release_seat: ['field'],
	end_right: ['field'],
	return_all_items: ['person'],
	end_all_rights: ['person'],
	release_all_seats: ['person'],
	add_person: [],
	set_last_day: ['field', 'person'],
	close_account: ['person'],
	assign_module: ['module', 'person']
};

function taskOfTree(task: TaskTree): Loose {
	const { kind } = task.effect;
	const keys = effectParts[kind] ?? [];
	const effect = Object.fromEntries(keys.map((key) => [key, some(task.effect[key])]));
	return without({
		key: task.key.trim(),
		title: texts(task.title),
		team: some(task.team),
		owner: some(task.owner),
		needs: list(task.needs),
		checklist: checklist(task.checklist),
		effect: kind ? without({ kind, ...effect }) : undefined,
		when: condition(task.when)
	});
}

function checklist(all: Texts): Loose[] {
	const lines = (text: string) => text.replace(/\s+$/, '').split('\n');
	const [et, ru, en] = [lines(all.et), lines(all.ru), lines(all.en)];
	const count = Math.max(et.length, ru.length, en.length);
	return Array.from({ length: count }, (_, at) =>
		optionalTexts({ et: et[at] ?? '', ru: ru[at] ?? '', en: en[at] ?? '' })
	).filter((point) => point !== undefined);
}
