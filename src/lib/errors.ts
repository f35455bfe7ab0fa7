/** What can be wrong with what somebody wants, in words that know no HTTP. */
export type DomainErrorCode = 'NotFound' | 'Forbidden' | 'Conflict' | 'Invalid';

/** Message keys per field; several problems may hold for one field. */
export type FieldIssues = Record<string, string[]>;

/**
 * The only error a command throws on purpose. Hidden and absent records are both `NotFound`.
 * `messageKey` names a text in `messages/`, `details` fill its blanks.
 */
export class DomainError extends Error {
	readonly code: DomainErrorCode;
	readonly messageKey: string;
	readonly details: Record<string, string>;
	readonly issues: FieldIssues;

	constructor(
		code: DomainErrorCode,
		messageKey: string,
		details: Record<string, string> = {},
		issues: FieldIssues = {}
	) {
		super(`${code}: ${messageKey}`);
		this.name = 'DomainError';
		this.code = code;
		this.messageKey = messageKey;
		this.details = details;
		this.issues = issues;
	}
}

/** The record is not there, or not for this person: the two look the same. */
export const notFound = () => new DomainError('NotFound', 'errors_not_found');

/** The person sees the record but may not do this to it. */
export const forbidden = (messageKey = 'errors_forbidden', details: Record<string, string> = {}) =>
	new DomainError('Forbidden', messageKey, details);

/** Somebody else was first, or the record has moved on. `details` say what happened. */
export const conflict = (messageKey: string, details: Record<string, string> = {}) =>
	new DomainError('Conflict', messageKey, details);

/** The input has problems at its fields. */
export const invalid = (issues: FieldIssues, messageKey = 'errors_invalid') =>
	new DomainError('Invalid', messageKey, {}, issues);
