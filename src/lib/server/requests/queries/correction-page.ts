import { typedAnswers, type TypedValues } from '#lib/catalogue/read-answers.ts';
import { formShowing, type FormShowing } from '#lib/catalogue/form-showing.ts';
import type { FormSources } from '#lib/catalogue/form-sources.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { lastReturn } from '#lib/requests/last-return.ts';
import type { Db } from '#lib/server/db/client.ts';
import { getFormSources } from './form-sources.ts';
import { findRequestHead } from './request-head.ts';
import { subjectOf } from './request-page.ts';
import { findRequestParts } from './request-parts.ts';

/** A returned request's form with the answers it was sent with, and what has to change. */
export type CorrectionPage = {
	number: number;
	title: string;
	fields: ServiceField[];
	showing: FormShowing;
	typed: TypedValues;
	sources: FormSources;
	returned: { by: string; reason: string } | null;
	/** It is not returned any more: somebody has sent it again or taken it back. */
	isOver: boolean;
};

/**
 * The form of a returned request, on the version it was filled on. For those whose request it is and their
 * representative. Throws NotFound when it is not theirs to see, Forbidden when they may only watch.
 */
export async function getCorrectionPage(
	db: Db,
	actor: Actor,
	number: number
): Promise<CorrectionPage> {
	const [head, parts] = await Promise.all([
		findRequestHead(db, number),
		findRequestParts(db, number)
	]);
	const subject = head && subjectOf(head);
	if (!head || !subject || !can(actor, 'request.read', subject)) throw notFound();
	if (!can(actor, 'request.answer', subject)) throw forbidden();
	const { request, definition } = head;
	const typed = typedAnswers(definition.fields, request.answers);
	const sources = await getFormSources(db, actor, {
		fields: definition.fields,
		typed,
		beneficiaryIds: [request.beneficiaryId],
		locale: actor.locale
	});
	const files = Object.fromEntries(
		parts.files.filter((file) => !file.internal).map(({ id, name, size }) => [id, { name, size }])
	);
	return {
		number: request.number,
		title: request.title,
		fields: definition.fields,
		showing: formShowing(definition.fields, typed, actor.locale),
		typed,
		sources: { ...sources, files },
		returned: lastReturn(parts.events),
		isOver: request.status !== 'returned'
	};
}
