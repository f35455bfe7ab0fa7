import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { validUntilOf } from '#lib/training/obligation-days.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { countElsewhere } from './count-equivalent.ts';
import { findCycleWork, isDone, percentOf, type CycleWork } from './cycle-work.ts';
import { lockLearner } from './lock-learner.ts';
import { moduleStanding, type ModuleStanding } from './module-standing.ts';
import { recordCompletion, type Completion } from './record-completion.ts';
import { progressMark } from './tables.ts';

export type DoneInput = { personId: string; moduleId: string; locale: Locale; at: Date };

/**
 * Called in the transaction of whatever somebody has just done in a module (a page, an attempt, a practice step):
 * keeps how far they have come, and when all of it is done writes the completion and closes the obligation. Null
 * when there is more to do, and when nothing is to be proved: a completion counts and cannot be renewed yet.
 * The same person and module wait for each other, so that two devices at once give one completion.
 */
export async function completeIfDone(tx: Tx, input: DoneInput): Promise<Completion | null> {
	const { personId, moduleId, at } = input;
	const [, standings] = await Promise.all([
		lockLearner(tx, personId, moduleId),
		moduleStanding(tx, [personId], [moduleId], isoDay(at))
	]);
	const standing = standings.of(personId, moduleId);
	if (!standing.obligation && standing.isValid && !standing.renewalOpen) return null;
	const work = await findCycleWork(tx, personId, moduleId, standing.since);
	if (!work) return null;
	const done = isDone(work);
	await keepProgress(tx, input, standing, work, done ? 100 : Math.min(percentOf(work), 99));
	if (!done) return null;
	const made = await complete(tx, input, standing, work);
	await countElsewhere(tx, made);
	return made;
}

async function keepProgress(
	tx: Tx,
	{ personId, moduleId, at }: DoneInput,
	standing: ModuleStanding,
	work: CycleWork,
	percent: number
): Promise<void> {
	await tx
		.insert(progressMark)
		.values({ personId, moduleId, cycle: standing.cycle, percent, editionId: work.editionId, at })
		.onConflictDoUpdate({
			target: [progressMark.personId, progressMark.moduleId, progressMark.cycle],
			set: { percent, editionId: work.editionId, at },
			setWhere: sql`${progressMark.percent} < excluded.percent`
		});
}

function complete(
	tx: Tx,
	{ personId, moduleId, locale, at }: DoneInput,
	standing: ModuleStanding,
	work: CycleWork
): Promise<Completion> {
	const { passed, facts, startedAt } = work;
	const began = [startedAt, standing.since].filter((moment) => moment !== null);
	return recordCompletion(tx, {
		personId,
		personName: work.personName,
		moduleId,
		moduleKey: work.moduleKey,
		moduleTitles: work.moduleTitles,
		editionId: work.editionId,
		version: work.version,
		hash: work.hash,
		locale,
		kind: facts.completion,
		score: passed.length === 0 ? null : Math.round(sum(passed) / passed.length),
		answers: passed,
		minutes:
			startedAt === null
				? null
				: Math.round((at.getTime() - Math.max(...began.map(Number))) / 60_000),
		completedAt: at,
		validUntil: validUntilOf(isoDay(at), facts.validity, standing.validUntil)
	});
}

const sum = (passed: readonly { score: number }[]) =>
	passed.reduce((all, one) => all + one.score, 0);
