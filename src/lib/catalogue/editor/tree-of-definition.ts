import type { ApprovalStage } from '../approval-stage.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import type { ServiceField } from '../service-field.ts';
import type { ServiceTask } from '../service-task.ts';
import { printCondition } from './condition-words.ts';
import {
	blankField,
	blankStage,
	blankTask,
	textsOf,
	type EditorTree,
	type FieldTree,
	type StageTree,
	type TaskTree
} from './editor-tree.ts';

/** A definition as texts in the editor's controls. `definitionOfTree` is its way back. */
export function treeOfDefinition(definition: ServiceDefinition): EditorTree {
	const { keywords, visibleTo } = definition;
	return {
		title: textsOf(definition.title),
		summary: textsOf(definition.summary),
		help: textsOf(definition.help),
		keywords: {
			et: keywords.et.join(', '),
			ru: keywords.ru.join(', '),
			en: keywords.en.join(', ')
		},
		titleFrom: textsOf(definition.titleFrom),
		icon: definition.icon,
		kind: definition.kind,
		category: definition.category,
		gives: definition.gives,
		workingDays: String(definition.workingDays),
		team: definition.team,
		forWhom: [...definition.forWhom],
		needsAct: definition.needsAct ? ['yes'] : [],
		visible: {
			simple: visibleTo
				.map((rule) => rule.who)
				.filter((who) => ['everyone', 'managers', 'representatives'].includes(who)),
			roles: visibleTo.flatMap((rule) => (rule.who === 'roles' ? rule.roles : [])),
			units: visibleTo.flatMap((rule) => (rule.who === 'units' ? rule.units : [])).join(', '),
			kinds: visibleTo.flatMap((rule) => (rule.who === 'unit_kinds' ? rule.kinds : [])).join(', ')
		},
		fields: definition.fields.map(treeOfField),
		approvals: definition.approvals.map(treeOfStage),
		tasks: definition.tasks.map(treeOfTask)
	};
}

const words = (value: unknown) =>
	typeof value === 'boolean' ? (value ? 'yes' : '') : value === undefined ? '' : String(value);

type DayLimit = Extract<ServiceField, { kind: 'date' }>['notBefore'];
const dayWords = (limit: DayLimit) => (typeof limit === 'object' ? limit.field : (limit ?? ''));

function treeOfField(field: ServiceField): FieldTree {
	const tree: FieldTree = { ...blankField(), kind: field.kind, key: field.key };
	tree.label = textsOf(field.label);
	tree.help = textsOf(field.help);
	tree.shownWhen = field.shownWhen ? printCondition(field.shownWhen) : '';
	if (field.kind === 'heading') return tree;
	tree.missing = textsOf(field.missing);
	tree.required = words(field.required);
	tree.half = words(field.half);
	tree.prefill = field.prefill ?? '';
	const plain = ['min', 'max', 'minLength', 'maxLength', 'pattern', 'format', 'lines'] as const;
	const more = ['whole', 'mustAgree', 'systemKind', 'system'] as const;
	for (const key of [...plain, ...more]) {
		if (key in field) tree[key] = words((field as Record<string, unknown>)[key]);
	}
	if ('patternMessage' in field) tree.patternMessage = textsOf(field.patternMessage);
	if (field.kind === 'date') {
		tree.notBefore = dayWords(field.notBefore);
		tree.notAfter = dayWords(field.notAfter);
	}
	if (field.kind === 'choice' || field.kind === 'choices') {
		tree.options = field.options.map((option) => ({
			value: option.value,
			label: textsOf(option.label),
			help: textsOf(option.help)
		}));
	}
	if (field.kind === 'rows') {
		tree.rowLabel = textsOf(field.rowLabel);
		tree.addLabel = textsOf(field.addLabel);
		tree.fields = field.fields.map(treeOfField);
	}
	return tree;
}

function treeOfStage(stage: ApprovalStage): StageTree {
	return {
		key: stage.key,
		title: textsOf(stage.title),
		rule: { ...blankStage().rule, ...stage.rule },
		need: String(stage.need),
		days: String(stage.days),
		remindAfterDays: String(stage.remindAfterDays),
		when: stage.when ? printCondition(stage.when) : ''
	};
}

function treeOfTask(task: ServiceTask): TaskTree {
	const lines = (locale: 'et' | 'ru' | 'en') =>
		task.checklist.map((point) => point[locale] ?? '').join('\n');
	return {
		key: task.key,
		title: textsOf(task.title),
		team: task.team ?? '',
		owner: task.owner ?? '',
		needs: task.needs.join(', '),
		checklist: { et: lines('et'), ru: lines('ru'), en: lines('en') },
		effect: { ...blankTask().effect, ...task.effect },
		when: task.when ? printCondition(task.when) : ''
	};
}
