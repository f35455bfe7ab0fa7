import { error, fail, type ActionFailure, type HttpError } from '@sveltejs/kit';
import { DomainError, type DomainErrorCode, type FieldIssues } from '#lib/errors.ts';
import { errorText } from './error-text.ts';
import { isDatabaseAway } from '#lib/server/db/database-away.ts';
import { isFileGone, isStorageFull } from '#lib/server/files/storage-problem.ts';
import type { FormValues } from './parse-form.ts';

/** What a form gets back when it was not taken: texts in the reader's language, ready to show. */
export type FormProblem = {
	message: string;
	issues: Record<string, string[]>;
	values: FormValues;
};

const STATUS: Record<DomainErrorCode, number> = {
	NotFound: 404,
	Forbidden: 403,
	Conflict: 409,
	Invalid: 422
};

/** The answer to a form whose input has problems: 422 with every problem at its field and the text kept. */
export function failForm(
	issues: FieldIssues,
	values: FormValues,
	status = 422
): ActionFailure<FormProblem> {
	return fail(status, { message: errorText('errors_invalid'), issues: texts(issues), values });
}

/** The answer to a command that refused: mapped from its code. Anything but a DomainError is thrown on. */
export function failWith(problem: unknown, values: FormValues = {}): ActionFailure<FormProblem> {
	if (isDatabaseAway(problem))
		return fail(503, { message: errorText('errors_away_text'), issues: {}, values });
	if (isStorageFull(problem))
		return fail(507, { message: errorText('errors_no_room'), issues: {}, values });
	if (!(problem instanceof DomainError)) throw problem;
	if (problem.code === 'NotFound') throw asHttpError(problem);
	return fail(STATUS[problem.code], {
		message: errorText(problem.messageKey, problem.details),
		issues: texts(problem.issues, problem.details),
		values
	});
}

/** The HTTP error of a DomainError or of a database that is away; others stay what they are and become a 500. */
export function asHttpError(problem: unknown): unknown {
	if (isDatabaseAway(problem)) return httpError(503, errorText('errors_away_text'));
	if (isStorageFull(problem)) return httpError(507, errorText('errors_no_room'));
	if (isFileGone(problem)) return httpError(410, errorText('errors_file_gone'));
	if (!(problem instanceof DomainError)) return problem;
	return httpError(STATUS[problem.code], errorText(problem.messageKey, problem.details));
}

function httpError(status: number, message: string): HttpError {
	try {
		return error(status, message);
	} catch (thrown) {
		return thrown as HttpError;
	}
}

function texts(issues: FieldIssues, details: Record<string, string> = {}) {
	return Object.fromEntries(
		Object.entries(issues).map(([field, keys]) => [
			field,
			keys.map((key) => errorText(key, details))
		])
	);
}
