import { eq } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { validUntilOf } from '#lib/training/obligation-days.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { trainingEdition, trainingModule } from '../modules/tables.ts';
import { countElsewhere } from './count-equivalent.ts';
import { lockLearner } from './lock-learner.ts';
import { moduleStanding } from './module-standing.ts';
import { recordCompletion, type Completion } from './record-completion.ts';

export type AttendanceInput = {
	personId: string;
	moduleId: string;
	/** In which language the session was held. */
	locale: Locale;
	/** Facts of the session kept with the proof: when, where, who taught, for how long. */
	session: Record<string, string | number | null>;
	minutes: number | null;
	at: Date;
};

/**
 * Completes a module by having attended its course. Whoever marks attendance has been asked by the course's own
 * command. Closes the open obligation; a renewal counts from the old end. Recorded as `training.completed`.
 * Throws NotFound, Conflict `duty_module_not_in_force`.
 */
export async function completeByAttendance(
	tx: Tx,
	actor: Actor,
	input: AttendanceInput
): Promise<Completion> {
	const { personId, moduleId, at } = input;
	await lockLearner(tx, personId, moduleId);
	const [[learner], [taught], standings] = await Promise.all([
		tx.select({ name: person.name }).from(person).where(eq(person.id, personId)),
		tx
			.select({ module: trainingModule, edition: trainingEdition })
			.from(trainingModule)
			.innerJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
			.where(eq(trainingModule.id, moduleId)),
		moduleStanding(tx, [personId], [moduleId], isoDay(at))
	]);
	if (!learner) throw notFound();
	if (!taught) throw conflict('duty_module_not_in_force');
	const { validUntil } = standings.of(personId, moduleId);
	const { validity } = taught.edition.facts;
	const made = await recordCompletion(
		tx,
		{
			personId,
			personName: learner.name,
			moduleId,
			moduleKey: taught.module.key,
			moduleTitles: taught.module.titles,
			editionId: taught.edition.id,
			version: taught.edition.version,
			hash: taught.edition.hash,
			locale: input.locale,
			kind: 'attended',
			score: null,
			answers: input.session,
			minutes: input.minutes,
			completedAt: at,
			validUntil: validUntilOf(isoDay(at), validity, validUntil),
			confirmedById: actorPersonId(actor)
		},
		actor
	);
	await countElsewhere(tx, made);
	return made;
}
