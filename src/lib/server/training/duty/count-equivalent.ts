import { and, eq, inArray, sql } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { addPeriod, isValidOn } from '#lib/training/obligation-days.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { trainingEdition, trainingModule } from '../modules/tables.ts';
import { lockLearner } from './lock-learner.ts';
import { getLearners } from './learner.ts';
import type { Opened } from './open-obligations.ts';
import { recordCompletion, type Completion } from './record-completion.ts';
import { idArray } from './sql-values.ts';
import { countsOn } from './standing-sql.ts';
import { completion, moduleEquivalent, obligation } from './tables.ts';

/** An earlier proof that is counted for a module. */
type Basis = {
	personId: string;
	personName: string;
	moduleId: string;
	basisId: string | null;
	locale: Completion['locale'];
	score: number | null;
	/** The day it was done. */
	doneOn: string;
	/** The last day it counts by its own module; the earlier end holds. */
	validUntil: string | null;
	answers: unknown;
};

/**
 * Counts what people did before for obligations just opened: where another module counts for this one and its
 * completion is valid, the obligation is closed with a completion of its own that names the other as its basis.
 */
export async function settleOpened(tx: Tx, opened: readonly Opened[], at: Date): Promise<void> {
	const modules = [...new Set(opened.map((one) => one.moduleId))];
	if (modules.length === 0) return;
	const equivalents = await tx
		.select()
		.from(moduleEquivalent)
		.where(inArray(moduleEquivalent.moduleId, modules));
	if (equivalents.length === 0) return;
	const people = [...new Set(opened.map((one) => one.personId))];
	const found = await tx.execute<Basis & { moduleId: string }>(sql`
		select distinct on (c.person_id, q.module_id) c.person_id as "personId",
			c.person_name as "personName", q.module_id as "moduleId", c.id as "basisId", c.locale, c.score,
			${townDay(sql`c.completed_at`)}::text as "doneOn",
			c.valid_until::text as "validUntil", '{}'::jsonb as answers
		from ${completion} c join ${moduleEquivalent} q on q.counts_id = c.module_id
		where c.person_id = any(${idArray(people)}) and q.module_id = any(${idArray(modules)})
			and c.revoked_at is null and ${countsOn(sql`c.valid_until`, isoDay(at))}
		order by c.person_id, q.module_id, c.valid_until desc nulls first`);
	const waiting = new Set(opened.map((one) => `${one.personId} ${one.moduleId}`));
	for (const basis of found) {
		if (waiting.has(`${basis.personId} ${basis.moduleId}`)) await count(tx, basis, at);
	}
}

/** Counts a completion just made for the other modules that it stands for and that its person has open. */
export async function countElsewhere(tx: Tx, made: Completion): Promise<void> {
	const open = await tx.execute<Opened>(sql`
		select o.id, o.person_id as "personId", o.module_id as "moduleId", o.due_on as "dueOn"
		from ${moduleEquivalent} q join ${obligation} o on o.module_id = q.module_id
			and o.person_id = ${made.personId}::uuid and o.closed_at is null
		where q.counts_id = ${made.moduleId}::uuid`);
	await settleOpened(tx, [...open], made.completedAt);
}

export type CountInput = {
	personId: string;
	moduleId: string;
	/** An own completion of another module; or else what was done elsewhere. */
	completionId?: string;
	/** The day a course elsewhere was done. */
	doneOn?: string;
	/** Which course, and what proves it. */
	reason?: string;
};

/**
 * Counts something done earlier for a module: a completion of another module, or a course elsewhere. Authors for
 * anybody, the desk for people of its units, nobody for themselves. Counts as long as the module's validity from the
 * day it was done, and no longer than its basis. Recorded as `training.completed` by whoever counted it.
 *
 * Throws NotFound, Forbidden, Invalid at `doneOn` or `reason`, Conflict `duty_counts_no_more` when it would be over.
 */
export async function countEquivalent(
	db: Db,
	actor: Actor,
	input: CountInput,
	clock: Clock = systemClock
): Promise<Completion> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const [learner] = await getLearners(tx, actor, 'training.count', [input.personId]);
		if (!learner) throw notFound();
		await lockLearner(tx, input.personId, input.moduleId);
		const common = { personId: learner.personId, personName: learner.name };
		const basis = input.completionId
			? await ownCompletion(tx, input.completionId, input.personId)
			: elsewhere(input, isoDay(at));
		const made = await count(tx, { ...basis, ...common, moduleId: input.moduleId }, at, actor);
		if (!made) throw conflict('duty_counts_no_more');
		return made;
	});
}

async function ownCompletion(tx: Tx, id: string, personId: string) {
	const [found] = await tx
		.select()
		.from(completion)
		.where(and(eq(completion.id, id), eq(completion.personId, personId)));
	if (!found || found.revokedAt) throw notFound();
	const { locale, score, validUntil } = found;
	return { basisId: id, locale, score, validUntil, doneOn: isoDay(found.completedAt), answers: {} };
}

function elsewhere({ doneOn, reason }: CountInput, today: string) {
	if (!doneOn || doneOn > today) throw invalid({ doneOn: ['duty_done_on_needed'] });
	if (!reason?.trim()) throw invalid({ reason: ['duty_reason_needed'] });
	const answers = { reason: reason.trim(), doneOn };
	return { basisId: null, locale: 'et' as const, score: null, validUntil: null, doneOn, answers };
}

/** Null when it would count no more today. */
async function count(tx: Tx, basis: Basis, at: Date, actor?: Actor): Promise<Completion | null> {
	const [taught] = await tx
		.select({
			key: trainingModule.key,
			titles: trainingModule.titles,
			editionId: trainingEdition.id,
			version: trainingEdition.version,
			hash: trainingEdition.hash,
			facts: trainingEdition.facts
		})
		.from(trainingModule)
		.innerJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
		.where(eq(trainingModule.id, basis.moduleId));
	if (!taught) throw conflict('duty_module_not_in_force');
	const { validity } = taught.facts;
	const own = validity === null ? null : addPeriod(basis.doneOn, validity);
	const validUntil = earlier(own, basis.validUntil);
	if (!isValidOn(validUntil, isoDay(at))) return null;
	return recordCompletion(
		tx,
		{
			personId: basis.personId,
			personName: basis.personName,
			moduleId: basis.moduleId,
			moduleKey: taught.key,
			moduleTitles: taught.titles,
			editionId: taught.editionId,
			version: taught.version,
			hash: taught.hash,
			locale: basis.locale,
			kind: 'equivalent',
			score: basis.score,
			answers: basis.answers,
			completedAt: at,
			validUntil,
			basisId: basis.basisId,
			confirmedById: actor ? actorPersonId(actor) : null
		},
		actor
	);
}

const earlier = (a: string | null, b: string | null) =>
	a === null ? b : b === null ? a : a < b ? a : b;
