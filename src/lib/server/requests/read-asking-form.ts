import { readAnswers, withFile, type TypedValues } from '#lib/catalogue/read-answers.ts';
import type { RawAnswers } from '#lib/catalogue/answer-value.ts';
import type { FormSources } from '#lib/catalogue/form-sources.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import { DomainError, type FieldIssues } from '#lib/errors.ts';
import { localize } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { FORM_CONTROLS } from '#lib/requests/form-controls.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { resolveTypedPeople } from '#lib/server/people/resolve-typed-people.ts';
import { searchPeople } from '#lib/server/people/search-people.ts';
import { storeAttachment } from './store-attachment.ts';

/** A form of a service as it was sent, with its files kept and typed names looked up. */
export type AskingForm = {
	/** Everything by control name, to show it again or keep it as a draft. */
	typed: TypedValues;
	raw: RawAnswers;
	beneficiaryIds: string[];
	/** Message keys by control name: refused files, names that fit nobody or several. */
	issues: FieldIssues;
	/** People that fit a typed name, by control name. */
	matches: NonNullable<FormSources['matches']>;
};

/**
 * Reads a sent form. New files are stored at once, so that nothing has to be chosen again whatever else is wrong; names
 * typed without a list are looked up. Throws nothing for what was typed: problems are in `issues`.
 */
export async function readAskingForm(
	db: Db,
	actor: Actor,
	fields: readonly ServiceField[],
	form: FormData,
	clock: Clock
): Promise<AskingForm> {
	const names = [...form.keys()].filter((key) => key.endsWith('_text'));
	const people = names.map((key) => key.slice(0, -'_text'.length));
	const issues = await resolveTypedPeople(db, actor, form, people);
	const matches: AskingForm['matches'] = {};
	for (const field of Object.keys(issues)) {
		const found = await searchPeople(db, actor, String(form.get(`${field}_text`) ?? ''));
		if (found.length > 1) {
			matches[field] = found.map(({ id, name, position, unitName }) => ({
				value: id,
				label: name,
				detail: [position, localize(unitName, actor.locale)].filter(Boolean).join(', ')
			}));
		}
	}
	takeInColleague(form);
	const read = readAnswers(fields, form);
	const typed = typedOf(form);
	let raw = read.raw;
	for (const { path, file } of read.uploads) {
		try {
			const { id } = await storeAttachment(db, actor, { file, field: path }, clock);
			raw = withFile(raw, path, id);
			typed[path] = [...[typed[path] ?? []].flat(), id];
		} catch (problem) {
			if (!(problem instanceof DomainError) || problem.code !== 'Invalid') throw problem;
			issues[path] = [...(issues[path] ?? []), ...Object.values(problem.issues).flat()];
		}
	}
	const beneficiaryIds = [...new Set([typed[FORM_CONTROLS.for] ?? []].flat().filter(Boolean))];
	return { typed, raw, beneficiaryIds, issues, matches };
}

/** A colleague that was found by name joins those the request is for. */
function takeInColleague(form: FormData): void {
	const who = form.get(FORM_CONTROLS.who);
	if (typeof who !== 'string' || who === '') return;
	if (form.get(`${FORM_CONTROLS.who}_only`)) form.delete(FORM_CONTROLS.for);
	form.append(FORM_CONTROLS.for, who);
	form.delete(FORM_CONTROLS.who);
	form.delete(`${FORM_CONTROLS.who}_text`);
}

function typedOf(form: FormData): TypedValues {
	const typed: TypedValues = {};
	for (const [name, value] of form) {
		if (typeof value !== 'string') continue;
		const before = Object.hasOwn(typed, name) ? typed[name] : undefined;
		typed[name] = before === undefined ? value : [before, value].flat();
	}
	return typed;
}
