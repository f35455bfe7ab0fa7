import type { Answers, AnswerValue } from '#lib/catalogue/answer-value.ts';
import { meets } from '#lib/catalogue/condition.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import { WORDS, type WordKey } from '../sample/history/words.ts';
import type { LoadedPerson, LoadedService, World } from './model.ts';

const DAY = 86_400_000;

/** Whose form it is and when it is filled. */
export type Filling = { world: World; who: LoadedPerson; beneficiary: LoadedPerson; at: Date };

/** Sentences that fit a field, by service and key; other texts are of the kind that fits anywhere. */
const PHRASES: Record<string, WordKey> = {
	'fault-report.program': 'program',
	'system-access.why': 'why_access',
	'install-software.why': 'why_software',
	'computer.why': 'why_computer',
	'phone.why': 'why_phone',
	'group-membership.why': 'why_group',
	'shared-mailbox.why': 'why_mailbox',
	'shared-folder.why': 'why_group',
	'repair.what': 'repair',
	'printer.which': 'which_printer',
	'other.more': 'fault_program'
};
const FAULTS: Record<string, WordKey> = {
	computer: 'fault_computer',
	internet: 'fault_internet',
	printer: 'fault_printer',
	mail: 'fault_mail',
	program: 'fault_program'
};

/** Answers that keep a form on the path whose other questions chance can fill. */
const FIXED: Record<string, string> = {
	'shared-mailbox.what': 'join',
	'shared-folder.what': 'join',
	'install-software.known': 'listed'
};

/**
 * Fills a form as somebody would: what must be answered, and some of the rest. Undefined when this person cannot
 * answer something that must be, e.g. has no device to choose.
 */
export function fillForm(service: LoadedService, filling: Filling): Answers | undefined {
	const answers: Answers = {};
	return fillFields(service, service.definition.fields, answers, filling) ? answers : undefined;
}

function fillFields(
	service: LoadedService,
	fields: readonly ServiceField[],
	answers: Answers,
	filling: Filling
): boolean {
	const { random } = filling.world;
	for (const field of fields) {
		if (field.kind === 'heading' || field.kind === 'file') continue;
		if (field.shownWhen && !meets(field.shownWhen, answers)) continue;
		if (!field.required && random.chance(65)) continue;
		const value = answerTo(service, field, answers, filling);
		if (value !== undefined) answers[field.key] = value;
		else if (field.required) return false;
	}
	return true;
}

function answerTo(
	service: LoadedService,
	field: ServiceField,
	answers: Answers,
	filling: Filling
): AnswerValue | undefined {
	const { world, beneficiary, at } = filling;
	const { random } = world;
	switch (field.kind) {
		case 'text':
		case 'long_text':
			return sentence(service, field, answers, filling);
		case 'number':
			return random.between(Math.max(1, field.min ?? 1), Math.min(field.max ?? 20, 20));
		case 'date':
			return new Date(at.getTime() + random.between(1, 12) * DAY).toISOString().slice(0, 10);
		case 'choice':
			return FIXED[`${service.slug}.${field.key}`] ?? random.pick(field.options).value;
		case 'choices':
			return [random.pick(field.options).value];
		case 'yes_no':
			return field.mustAgree || random.chance(40);
		case 'person':
			return random.pick(beneficiary.unit.people).id;
		case 'unit':
			return beneficiary.unit.id;
		case 'place':
			return beneficiary.unit.placeId;
		case 'my_equipment':
			return beneficiary.items.length > 0 ? random.pick(beneficiary.items).id : undefined;
		case 'software':
			return world.products.length > 0 ? random.pick(world.products).id : undefined;
		case 'system_role': {
			const fitting = world.roles.filter(
				(role) =>
					role.systemKind === field.systemKind &&
					(!field.system || role.systemSlug === field.system)
			);
			if (fitting.length === 0) return undefined;
			const role = random.pick(fitting);
			return { system: role.systemId, role: role.id };
		}
		case 'rows': {
			const row: Answers = {};
			return fillFields(service, field.fields, row, filling) ? [row] : undefined;
		}
		default:
			return undefined;
	}
}

function sentence(
	service: LoadedService,
	field: ServiceField & { kind: 'text' | 'long_text' },
	answers: Answers,
	{ world, who }: Filling
): string {
	const { random } = world;
	if (field.kind === 'text' && field.format === 'phone') return who.phone;
	if (field.kind === 'text' && field.format === 'email') return who.email;
	if (field.pattern) return `${random.between(8, 17)}.${random.pick(['00', '15', '30'])}`;
	if (field.key === 'room') return String(random.between(101, 420));
	const fault = service.slug === 'fault-report' && field.key === 'happens';
	const what = fault ? FAULTS[String(answers.what)] : PHRASES[`${service.slug}.${field.key}`];
	const key = what ?? (field.kind === 'long_text' ? 'fault_computer' : 'which_printer');
	const text = random.pick(WORDS[key][who.locale]);
	// Everyday details, so that no two letters are quite the same and a search finds few of many.
	const detail =
		random.chance(60) && field.kind === 'long_text' ? ` ${random.between(101, 420)}.` : '';
	return `${text}${detail}`.slice(0, field.maxLength ?? 4000);
}
