import type { LocalizedText } from '#lib/i18n/localized.ts';

/**
 * A definition as it stands in the editor's form: every part there, every value the text in its control. Names of
 * the controls are the paths in here, which are the paths in the definition, so problems find their control.
 */
export type Texts = { et: string; ru: string; en: string };

export type OptionTree = { value: string; label: Texts; help: Texts };

export type FieldTree = {
	kind: string;
	key: string;
	label: Texts;
	help: Texts;
	missing: Texts;
	required: string;
	half: string;
	shownWhen: string;
	prefill: string;
	min: string;
	max: string;
	minLength: string;
	maxLength: string;
	pattern: string;
	patternMessage: Texts;
	format: string;
	lines: string;
	whole: string;
	notBefore: string;
	notAfter: string;
	mustAgree: string;
	systemKind: string;
	system: string;
	rowLabel: Texts;
	addLabel: Texts;
	options: OptionTree[];
	fields: FieldTree[];
};

export type StageTree = {
	key: string;
	title: Texts;
	rule: { kind: string; field: string; system: string; email: string };
	need: string;
	days: string;
	remindAfterDays: string;
	when: string;
};

export type TaskTree = {
	key: string;
	title: Texts;
	team: string;
	owner: string;
	needs: string;
	/** One line per point, the same number of lines in each language. */
	checklist: Texts;
	effect: {
		kind: string;
		field: string;
		system: string;
		role: string;
		product: string;
		category: string;
		module: string;
		person: string;
	};
	when: string;
};

export type EditorTree = {
	title: Texts;
	summary: Texts;
	help: Texts;
	keywords: Texts;
	titleFrom: Texts;
	icon: string;
	kind: string;
	category: string;
	gives: string;
	workingDays: string;
	team: string;
	forWhom: string[];
	/** Ticked or not, as a list of one. */
	needsAct: string[];
	visible: { simple: string[]; roles: string[]; units: string; kinds: string };
	fields: FieldTree[];
	approvals: StageTree[];
	tasks: TaskTree[];
};

export const noTexts = (): Texts => ({ et: '', ru: '', en: '' });

export const blankOption = (): OptionTree => ({ value: '', label: noTexts(), help: noTexts() });

export const blankField = (): FieldTree => ({
	kind: 'text',
	key: '',
	label: noTexts(),
	help: noTexts(),
	missing: noTexts(),
	required: '',
	half: '',
	shownWhen: '',
	prefill: '',
	min: '',
	max: '',
	minLength: '',
	maxLength: '',
	pattern: '',
	patternMessage: noTexts(),
	format: '',
	lines: '',
	whole: '',
	notBefore: '',
	notAfter: '',
	mustAgree: '',
	systemKind: 'system',
	system: '',
	rowLabel: noTexts(),
	addLabel: noTexts(),
	options: [],
	fields: []
});

export const blankStage = (): StageTree => ({
	key: '',
	title: noTexts(),
	rule: { kind: 'line_manager', field: '', system: '', email: '' },
	need: 'any',
	days: '2',
	remindAfterDays: '1',
	when: ''
});

export const blankTask = (): TaskTree => ({
	key: '',
	title: noTexts(),
	team: '',
	owner: '',
	needs: '',
	checklist: noTexts(),
	effect: {
		kind: '',
		field: '',
		system: '',
		role: '',
		product: '',
		category: '',
		module: '',
		person: ''
	},
	when: ''
});

export const blankTree = (): EditorTree => ({
	title: noTexts(),
	summary: noTexts(),
	help: noTexts(),
	keywords: noTexts(),
	titleFrom: noTexts(),
	icon: 'package',
	kind: 'request',
	category: 'help',
	gives: 'nothing',
	workingDays: '3',
	team: 'it',
	forWhom: [],
	needsAct: [],
	visible: { simple: [], roles: [], units: '', kinds: '' },
	fields: [],
	approvals: [],
	tasks: []
});

/** A new service's form: one question and one task, so that it can be saved as soon as they have words. */
export function startTree(): EditorTree {
	const field = { ...blankField(), key: 'what', kind: 'long_text', required: 'yes' };
	return {
		...blankTree(),
		forWhom: ['self'],
		visible: { simple: ['everyone'], roles: [], units: '', kinds: '' },
		fields: [field],
		tasks: [{ ...blankTask(), key: 'do' }]
	};
}

/** Texts of a record as three texts. */
export const textsOf = (text: LocalizedText | undefined): Texts => ({
	et: text?.et ?? '',
	ru: text?.ru ?? '',
	en: text?.en ?? ''
});
