import { and, eq } from 'drizzle-orm';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import { conflict, DomainError, invalid } from '#lib/errors.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { foldText } from '#lib/ui/fold-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { emailSchema } from '#lib/people/person-schemas.ts';
import { sendInvitation } from '#lib/server/auth/invite.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { addNewcomer } from '#lib/server/people/save-person.ts';
import * as v from 'valibot';
import { requestTask } from './tables.ts';

/** The answer as text, empty when there is none. */
export function textAnswer(answers: Readonly<Answers>, key: string): string {
	const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
	return typeof value === 'string' ? value.trim() : '';
}

/** A day from an answer, null when there is none. */
export function dayAnswer(answers: Readonly<Answers>, key: string): string | null {
	const day = textAnswer(answers, key);
	return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
}

/** "kadri.mets@linn.example": what the desk most likely calls a newcomer, in the domain of its own address. */
export function suggestedEmail(answers: Readonly<Answers>, deskEmail: string): string {
	const part = (key: string) =>
		foldText(textAnswer(answers, key))
			.replace(/[^a-z0-9]+/g, '-')
			.replace(/^-+|-+$/g, '');
	const name = [part('first_name'), part('last_name')].filter(Boolean).join('.');
	return name ? `${name}@${deskEmail.split('@')[1] ?? ''}` : '';
}

/**
 * Enters the person whom the answers describe into the register, at the address the agent made for them, and sends
 * the invitation. Throws Invalid `email` when it is missing, wrong or taken, Conflict when unit, place or line
 * manager of the answers are no more, Forbidden outside the agent's units.
 */
export async function addFromAnswers(
	tx: Tx,
	actor: Actor,
	answers: Readonly<Answers>,
	typedEmail: string | undefined,
	clock: Clock
): Promise<{ id: string; name: string }> {
	const email = v.safeParse(emailSchema, typedEmail ?? '');
	if (!email.success)
		throw invalid({ email: [typedEmail?.trim() ? 'errors_email' : 'queue_email_needed'] });
	const name = [textAnswer(answers, 'first_name'), textAnswer(answers, 'last_name')].join(' ');
	const language = textAnswer(answers, 'language');
	const input = {
		email: email.output,
		name: name.trim(),
		position: textAnswer(answers, 'position'),
		phone: '',
		locale: isLocale(language) ? language : 'et',
		startsOn: dayAnswer(answers, 'from'),
		endsOn: dayAnswer(answers, 'until'),
		unitId: textAnswer(answers, 'unit'),
		placeId: textAnswer(answers, 'place') || null,
		managerId: textAnswer(answers, 'line_manager') || null
	};
	try {
		const { id } = await addNewcomer(tx, actor, input, clock);
		await sendInvitation(tx, actor, id, clock.now());
		return { id, name: input.name };
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code !== 'Invalid') throw problem;
		if (problem.issues.email) throw problem;
		// What the form said has changed since: there is no field here to correct it in.
		throw conflict(Object.values(problem.issues).flat()[0] ?? problem.messageKey);
	}
}

/** The person whom an earlier task of this request added to the register; undefined when it added nobody. */
export async function personAddedBy(
	tx: Tx,
	requestId: string,
	taskKey: string
): Promise<string | undefined> {
	const [task] = await tx
		.select({ result: requestTask.result, effect: requestTask.effect })
		.from(requestTask)
		.where(and(eq(requestTask.requestId, requestId), eq(requestTask.key, taskKey)));
	if (task?.effect?.kind !== 'add_person') return undefined;
	// Nothing may be given in the name of somebody who is not there yet.
	if (!task.result?.person) throw conflict('errors_record_gone');
	return task.result.person;
}

const isLocale = (value: string): value is Locale => (locales as readonly string[]).includes(value);
