import type { LocalizedText } from '#lib/i18n/localized.ts';
import { serviceSchema, type ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import * as v from 'valibot';

export const uuidA = '01936d5e-0000-7000-8000-00000000000a';
export const uuidB = '01936d5e-0000-7000-8000-00000000000b';

/** The same words in all languages, told apart by the language. */
export const textOf = (words: string): LocalizedText => ({
	et: words,
	ru: `${words} ru`,
	en: `${words} en`
});

/** A service with the least that is needed, for tests to build on. */
export function sampleService(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		title: textOf('Teenus'),
		summary: textOf('Milleks'),
		icon: 'key-round',
		category: 'access',
		gives: 'right',
		workingDays: 1,
		titleFrom: textOf('Soov: {what}'),
		fields: [
			{
				kind: 'choice',
				key: 'what',
				label: textOf('Mida'),
				options: [
					{ value: 'right', label: textOf('Õigus') },
					{ value: 'other', label: textOf('Muu') }
				]
			},
			{
				kind: 'long_text',
				key: 'why',
				label: textOf('Miks'),
				shownWhen: { field: 'what', equals: 'other' }
			},
			{
				kind: 'text',
				key: 'why_more',
				label: textOf('Veel'),
				required: false,
				shownWhen: { field: 'why', filled: true }
			},
			{
				kind: 'system_role',
				key: 'right',
				label: textOf('Õigus'),
				shownWhen: { not: { field: 'what', equals: 'other' } }
			},
			{ kind: 'person', key: 'who', label: textOf('Kes'), required: false },
			{ kind: 'date', key: 'from', label: textOf('Alates'), notBefore: 'today' },
			{
				kind: 'date',
				key: 'until',
				label: textOf('Kuni'),
				required: false,
				notBefore: { field: 'from' }
			},
			{
				kind: 'rows',
				key: 'tools',
				label: textOf('Vahendid'),
				required: false,
				rowLabel: textOf('Vahend'),
				addLabel: textOf('Lisa'),
				fields: [
					{ kind: 'text', key: 'name', label: textOf('Nimi') },
					{ kind: 'number', key: 'days', label: textOf('Päevi'), required: false, whole: false }
				]
			}
		],
		approvals: [
			{ key: 'manager', title: textOf('Juht'), rule: { kind: 'line_manager' } },
			{
				key: 'owner',
				title: textOf('Omanik'),
				rule: { kind: 'system_owner', field: 'right' },
				when: { field: 'right', filled: true }
			}
		],
		tasks: [
			{
				key: 'grant',
				title: textOf('Anna õigus'),
				effect: { kind: 'grant_right', field: 'right' },
				when: { field: 'right', filled: true }
			},
			{ key: 'tell', title: textOf('Teata'), needs: ['grant'] }
		],
		...changes
	};
}

/** The sample service with all defaults filled in. */
export const sampleDefinition: ServiceDefinition = v.parse(serviceSchema, sampleService());

export const sampleFields: ServiceField[] = sampleDefinition.fields;
