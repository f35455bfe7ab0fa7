import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AnswerIssue } from './answer-issue.ts';
import type { FieldKind, ServiceField } from './service-field.ts';

type Said = (params: Record<string, string>, options: { locale: Locale }) => string;

const required: Partial<Record<FieldKind, Said>> = {
	text: (p, o) => m.catalogue_issue_write(p as { label: string }, o),
	long_text: (p, o) => m.catalogue_issue_write(p as { label: string }, o),
	number: (p, o) => m.catalogue_issue_write(p as { label: string }, o),
	date: (p, o) => m.catalogue_issue_day(p as { label: string }, o),
	file: (p, o) => m.catalogue_issue_file(p as { label: string }, o)
};

const texts: Record<Exclude<AnswerIssue['code'], 'required' | 'pattern'>, Said> = {
	too_short: (p, o) => m.catalogue_issue_too_short(p as { min: string }, o),
	too_long: (p, o) => m.catalogue_issue_too_long(p as { max: string; over: string }, o),
	bad_email: (_, o) => m.catalogue_issue_bad_email({}, o),
	bad_phone: (_, o) => m.catalogue_issue_bad_phone({}, o),
	bad_number: (_, o) => m.catalogue_issue_bad_number({}, o),
	not_whole: (_, o) => m.catalogue_issue_not_whole({}, o),
	too_small: (p, o) => m.catalogue_issue_too_small(p as { min: string }, o),
	too_large: (p, o) => m.catalogue_issue_too_large(p as { max: string }, o),
	bad_date: (_, o) => m.catalogue_issue_bad_date({}, o),
	date_past: (p, o) => m.catalogue_issue_date_past(p as { day: string }, o),
	date_early: (p, o) => m.catalogue_issue_date_early(p as { from: string }, o),
	date_late: (p, o) => m.catalogue_issue_date_late(p as { until: string }, o),
	bad_choice: (p, o) => m.catalogue_issue_choose(p as { label: string }, o),
	too_few: (p, o) => m.catalogue_issue_too_few(p as { min: string }, o),
	too_many: (p, o) => m.catalogue_issue_too_many(p as { max: string }, o),
	must_agree: (p, o) => m.catalogue_issue_must_agree(p as { label: string }, o),
	not_found: (p, o) => m.catalogue_issue_not_found(p as { label: string }, o),
	too_few_rows: (p, o) => m.catalogue_issue_too_few_rows(p as { min: string }, o),
	too_many_rows: (p, o) => m.catalogue_issue_too_many_rows(p as { max: string }, o)
};

/** What to do about an issue, in the reader's language; the service's own words where it has them. */
export function issueText(
	issue: AnswerIssue,
	fields: readonly ServiceField[],
	locale: Locale
): string {
	const field = fieldOfPath(fields, issue.path);
	const params = { label: field ? localize(field.label, locale) : '', ...issue.params };
	if (issue.code === 'required') {
		if (field && 'missing' in field && field.missing) return localize(field.missing, locale);
		const said = (field && required[field.kind]) ?? texts.bad_choice;
		return said(params, { locale });
	}
	if (issue.code === 'pattern') {
		const own = field && 'patternMessage' in field ? field.patternMessage : undefined;
		return own ? localize(own, locale) : m.catalogue_issue_pattern({}, { locale });
	}
	if (issue.code === 'must_agree' && field && 'missing' in field && field.missing) {
		return localize(field.missing, locale);
	}
	return texts[issue.code](params, { locale });
}

/** The field a control's name belongs to: `right`, `tools.2.product`. */
export function fieldOfPath(
	fields: readonly ServiceField[],
	path: string
): ServiceField | undefined {
	const [key, , inner] = path.split('.');
	const field = fields.find((one) => one.key === key);
	if (inner === undefined) return field;
	return field?.kind === 'rows' ? field.fields.find((one) => one.key === inner) : undefined;
}

/** Issues by control name as sentences, for pages that show errors by field. */
export function issueTexts(
	issues: readonly AnswerIssue[],
	fields: readonly ServiceField[],
	locale: Locale
): Record<string, string[]> {
	const said: Record<string, string[]> = {};
	for (const issue of issues) {
		(said[issue.path] ??= []).push(issueText(issue, fields, locale));
	}
	return said;
}
