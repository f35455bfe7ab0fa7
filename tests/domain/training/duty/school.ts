import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { Change, ModuleFacts } from '#lib/training/module-text.ts';
import type { Db } from '#lib/server/db/client.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { applyEdition, type EditionInput } from '#lib/server/training/duty/apply-edition.ts';
import { completeIfDone } from '#lib/server/training/duty/complete-if-done.ts';
import { moduleStanding } from '#lib/server/training/duty/module-standing.ts';
import { completion, obligation } from '#lib/server/training/duty/tables.ts';
import {
	trainingEdition,
	trainingModule,
	trainingPage,
	trainingText
} from '#lib/server/training/modules/tables.ts';
import { pageRead, quizAttempt, readingPlace } from '#lib/server/training/reading/tables.ts';

/** A module to make, with pages and quizzes by their ids. */
export type ModulePlan = {
	key: string;
	pages?: string[];
	quizzes?: string[];
	practice?: string;
	facts?: Partial<ModuleFacts>;
};

export type SchoolModule = ModulePlan & { id: string; editionId: string; number: number };

const factsOf = (plan: ModulePlan): ModuleFacts => ({
	key: plan.key,
	source: 'et',
	version: '1.0.0',
	change: 'major',
	changeNote: '',
	minutes: 5,
	software: [],
	audience: [],
	prerequisites: [],
	dueDays: 14,
	validity: 'P12M',
	completion: plan.quizzes?.length ? 'passed' : 'read',
	passMark: 80,
	attempts: null,
	waitHours: 0,
	reviewBy: null,
	owner: 'it',
	...plan.facts
});

/** Publishes modules straight into the tables and reads them, as the rooms of text and reading do. */
export function school(db: Db) {
	const publish = async (
		plan: ModulePlan & { id?: string; editionId?: string; number?: number },
		how: { change?: Change; cycleFor?: EditionInput['cycleFor']; at: Date }
	): Promise<SchoolModule> => {
		const editionId = newId();
		const number = (plan.number ?? 0) + 1;
		const change = how.change ?? 'major';
		const facts = { ...factsOf(plan), change, version: `${number}.0.0` };
		const moduleId = plan.id ?? newId();
		await withTransaction(db, async (tx) => {
			const row = { key: plan.key, slug: plan.key, titles: { et: plan.key, ru: plan.key }, facts };
			if (!plan.id) {
				await tx
					.insert(trainingModule)
					.values({ id: moduleId, source: 'files', updatedAt: how.at, ...row });
			}
			await tx.insert(trainingEdition).values({
				id: editionId,
				moduleId,
				number,
				version: facts.version,
				change,
				hash: `sha256:${editionId}`,
				facts,
				pageCount: plan.pages?.length ?? 1,
				publishedAt: how.at
			});
			await tx.insert(trainingText).values({
				editionId,
				locale: 'et',
				title: plan.key,
				body: '',
				bodyHash: '',
				quizzes: (plan.quizzes ?? []).map((id) => ({
					id,
					pageId: 'one',
					pick: null,
					shuffle: false,
					questions: []
				}))
			});
			for (const [position, pageId] of (plan.pages ?? ['one']).entries()) {
				await tx.insert(trainingPage).values({
					editionId,
					locale: 'et',
					pageId,
					position,
					title: pageId,
					blocks:
						plan.practice && position === 0
							? [{ kind: 'practice', practiceId: 'p', event: plan.practice, html: '' }]
							: [],
					headings: [],
					hash: pageId,
					minutes: 1,
					current: true
				});
			}
			await tx
				.update(trainingModule)
				.set({ editionId, facts })
				.where(sql`id = ${moduleId}`);
			await applyEdition(tx, systemActor, {
				moduleId,
				fromEditionId: plan.editionId ?? null,
				toEditionId: editionId,
				change,
				cycleFor: how.cycleFor,
				at: how.at
			});
		});
		return { ...plan, id: moduleId, editionId, number };
	};

	/** Reads one page, and counts it. */
	const read = (personId: string, taught: SchoolModule, pageId: string, at: Date) =>
		withTransaction(db, async (tx) => {
			await tx
				.insert(readingPlace)
				.values({ personId, moduleId: taught.id, pageId, startedAt: at, at })
				.onConflictDoNothing();
			await tx
				.insert(pageRead)
				.values({
					personId,
					moduleId: taught.id,
					pageId,
					editionId: taught.editionId,
					locale: 'et',
					readAt: at
				})
				.onConflictDoUpdate({
					target: [pageRead.personId, pageRead.moduleId, pageRead.pageId],
					set: { readAt: at, editionId: taught.editionId }
				});
			return completeIfDone(tx, { personId, moduleId: taught.id, locale: 'et', at });
		});

	/** Passes one quiz. */
	const pass = (personId: string, taught: SchoolModule, quizId: string, at: Date, score = 100) =>
		withTransaction(db, async (tx) => {
			const [last] = await tx.execute<{ number: number }>(sql`
				select coalesce(max(number), 0)::int as number from ${quizAttempt}
				where person_id = ${personId} and module_id = ${taught.id} and quiz_id = ${quizId}`);
			await tx.insert(quizAttempt).values({
				id: newId(),
				personId,
				moduleId: taught.id,
				editionId: taught.editionId,
				quizId,
				number: (last?.number ?? 0) + 1,
				locale: 'et',
				questions: [],
				startedAt: at,
				finishedAt: at,
				score,
				passed: score >= 80 ? 'yes' : 'no'
			});
			return completeIfDone(tx, { personId, moduleId: taught.id, locale: 'et', at });
		});

	/** Does all of it. */
	const finish = async (personId: string, taught: SchoolModule, at: Date) => {
		let done = null;
		for (const pageId of taught.pages ?? ['one']) done = await read(personId, taught, pageId, at);
		for (const quizId of taught.quizzes ?? []) done = await pass(personId, taught, quizId, at);
		return done;
	};

	const standing = async (personId: string, taught: { id: string }, at: Date) =>
		(await moduleStanding(db, [personId], [taught.id], isoDay(at))).of(personId, taught.id);

	const obligations = (personId: string) =>
		db
			.select()
			.from(obligation)
			.where(sql`person_id = ${personId}`)
			.orderBy(obligation.moduleId, obligation.cycle);

	const completions = (personId: string) =>
		db
			.select()
			.from(completion)
			.where(sql`person_id = ${personId}`)
			.orderBy(completion.number);

	return { publish, read, pass, finish, standing, obligations, completions };
}

export type School = ReturnType<typeof school>;

/** A moment on a day of the town. */
export const on = (day: string) => new Date(`${day}T10:00:00Z`);
