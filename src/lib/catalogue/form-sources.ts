import type { Choice } from '#lib/ui/combobox.svelte.ts';
import type { FieldKind, Prefill, ServiceField, SystemKind } from './service-field.ts';
import type { TypedValues } from './read-answers.ts';

/** A system with the roles that can be asked for, named in the reader's language. */
export type SystemChoice = {
	id: string;
	slug: string;
	kind: SystemKind;
	name: string;
	detail?: string;
	roles: { id: string; name: string; detail?: string }[];
};

/** What the choices of a form are made of; the page loads what `kindsIn` says is needed. */
export type FormSources = {
	units?: Choice[];
	places?: Choice[];
	/** Devices of the person it is for, and of who asks. */
	equipment?: Choice[];
	software?: Choice[];
	/** Seats and rights of the person it is for. */
	seats?: Choice[];
	rights?: Choice[];
	systems?: SystemChoice[];
	/** Names of people already chosen, by id. */
	people?: Record<string, string>;
	/** People that fit a name typed without a list, by control name. */
	matches?: Record<string, Choice[]>;
	/** Files already stored with the draft, by id. */
	files?: Record<string, { name: string; size: number }>;
};

/** Every kind of field in the form, also inside rows. */
export function kindsIn(fields: readonly ServiceField[]): Set<FieldKind> {
	const kinds = new Set<FieldKind>();
	for (const field of fields) {
		kinds.add(field.kind);
		if (field.kind === 'rows') for (const inner of field.fields) kinds.add(inner.kind);
	}
	return kinds;
}

/** What is known about the person beforehand, typed into the fields that ask for it. */
export function prefillValues(
	fields: readonly ServiceField[],
	known: Partial<Record<Prefill, string | null>>
): TypedValues {
	const typed: TypedValues = {};
	for (const field of fields) {
		if (field.kind === 'heading' || !field.prefill) continue;
		const value = known[field.prefill];
		if (value) typed[field.key] = value;
	}
	return typed;
}
