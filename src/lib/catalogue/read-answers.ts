import type { Answers, RawAnswers } from './answer-value.ts';
import { isRowList, isSystemRole } from './answer-value.ts';
import { formatDayNumeric as typedDay } from '#lib/format/dates.ts';
import type { ServiceField } from './service-field.ts';

/** A file that came with the form; store it, then put its id into the answers with `withFile`. */
export type Upload = { path: string; file: File };

/** What a form sent: unchecked answers, new files, and typed names of people that were not picked from a list. */
export type ReadAnswers = {
	raw: RawAnswers;
	uploads: Upload[];
	searches: Record<string, string>;
};

const mostRows = 60;

/**
 * Reads a sent form. Controls are named by field key, inside rows `tools.0.product`; a right is `system:role`; a
 * person typed without a list is `colleague_text`. Names with a leading underscore belong to the page, not the form.
 */
export function readAnswers(fields: readonly ServiceField[], form: FormData): ReadAnswers {
	const read: ReadAnswers = { raw: {}, uploads: [], searches: {} };
	read.raw = readList(fields, form, '', read);
	return read;
}

function readList(
	fields: readonly ServiceField[],
	form: FormData,
	prefix: string,
	read: ReadAnswers
): RawAnswers {
	const raw: RawAnswers = {};
	for (const field of fields) {
		if (field.kind === 'heading') continue;
		const name = prefix + field.key;
		const value = readField(field, form, name, read);
		if (value !== undefined) raw[field.key] = value;
	}
	return raw;
}

function readField(field: ServiceField, form: FormData, name: string, read: ReadAnswers): unknown {
	switch (field.kind) {
		case 'rows':
			return rowIndexes(form, name).map((index, at) =>
				readRow(field.fields, form, `${name}.${index}.`, `${name}.${at}.`, read)
			);
		case 'choices':
			return texts(form, name);
		case 'file':
			for (const file of form.getAll(name)) {
				if (file instanceof File && file.size > 0) read.uploads.push({ path: name, file });
			}
			return texts(form, name);
		case 'system_role':
			return readRight(text(form, name));
		case 'person': {
			const id = text(form, name);
			const typed = text(form, `${name}_text`)?.trim();
			if (!id && typed) read.searches[name] = typed;
			return id;
		}
		default:
			return text(form, name);
	}
}

/** Rows are numbered anew, so that a removed one leaves no hole; typed names move with them. */
function readRow(
	fields: readonly ServiceField[],
	form: FormData,
	from: string,
	to: string,
	read: ReadAnswers
): RawAnswers {
	const own: ReadAnswers = { raw: {}, uploads: [], searches: {} };
	const raw = readList(fields, form, from, own);
	for (const [path, typed] of Object.entries(own.searches)) {
		read.searches[to + path.slice(from.length)] = typed;
	}
	return raw;
}

function rowIndexes(form: FormData, name: string): number[] {
	const indexes = new Set<number>();
	for (const key of form.keys()) {
		if (!key.startsWith(`${name}.`)) continue;
		const index = /^(\d{1,3})\./.exec(key.slice(name.length + 1))?.[1];
		if (index !== undefined) indexes.add(Number(index));
	}
	return [...indexes].sort((a, b) => a - b).slice(0, mostRows);
}

function text(form: FormData, name: string): string | undefined {
	const value = form.get(name);
	return typeof value === 'string' ? value : undefined;
}

function texts(form: FormData, name: string): string[] {
	return form.getAll(name).filter((value): value is string => typeof value === 'string');
}

function readRight(value: string | undefined): unknown {
	const [system, role] = value?.split(':') ?? [];
	return system && role ? { system, role } : undefined;
}

/** Answers with a stored file's id added at the field it came with. */
export function withFile(raw: RawAnswers, path: string, fileId: string): RawAnswers {
	const before = Array.isArray(raw[path]) ? (raw[path] as unknown[]) : [];
	return { ...raw, [path]: [...before, fileId] };
}

/** What was typed, by control name: as drafts keep it and as a form comes back with its problems. */
export type TypedValues = { [name: string]: string | string[] };

/** Reads typed values, of a draft or a returned form, as if they were sent. */
export function readTyped(
	fields: readonly ServiceField[],
	typed: Readonly<TypedValues>
): ReadAnswers {
	const form = new FormData();
	for (const [name, value] of Object.entries(typed)) {
		for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
	}
	return readAnswers(fields, form);
}

/** Checked answers as they would be typed: to fill a form with them again. */
export function typedAnswers(
	fields: readonly ServiceField[],
	answers: Readonly<Answers>
): TypedValues {
	const typed: TypedValues = {};
	for (const [name, value] of writeAnswers(fields, answers)) {
		const before = Object.hasOwn(typed, name) ? typed[name] : undefined;
		typed[name] = before === undefined ? value : [before, value].flat();
	}
	return typed;
}

/** The controls' names and values that would be read back as these answers. */
export function writeAnswers(
	fields: readonly ServiceField[],
	answers: Readonly<Answers>,
	prefix = ''
): [string, string][] {
	return fields.flatMap((field): [string, string][] => {
		const value = Object.hasOwn(answers, field.key) ? answers[field.key] : undefined;
		if (value === undefined) return [];
		const name = prefix + field.key;
		if (field.kind === 'rows') {
			const rows = isRowList(value) ? value : [];
			return rows.flatMap((row, at) => writeAnswers(field.fields, row, `${name}.${at}.`));
		}
		if (isSystemRole(value)) return [[name, `${value.system}:${value.role}`]];
		if (Array.isArray(value)) return value.map((one) => [name, String(one)]);
		if (typeof value === 'boolean') return [[name, value ? 'yes' : 'no']];
		return [[name, field.kind === 'date' ? typedDay(String(value)) : String(value)]];
	});
}
