import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { addDays } from '#lib/training/obligation-days.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { assignByRules } from '#lib/server/training/duty/assign-by-rules.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { markChangesRead } from '#lib/server/training/duty/mark-changes-read.ts';
import { previewEdition } from '#lib/server/training/duty/preview-edition.ts';
import { changeToRead, obligation, progressMark } from '#lib/server/training/duty/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, type SmallTown } from '#tests/support/town.ts';
import { on, school, type School, type SchoolModule } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 10 });
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(() => test.close());

const start = on('2026-11-02');
const someone = (more: Parameters<SmallTown['addPerson']>[1] = {}) =>
	town.addPerson(`Learner ${++count}`, more);
const plan = (more: object = {}) => ({ key: `module-${++count}`, pages: ['one', 'two'], ...more });
const assign = (taught: SchoolModule, personIds: string[]) =>
	assignModule(test.db, systemActor, { moduleId: taught.id, personIds }, fixedClock(start));

/** Somebody half-way, somebody done, somebody whose completion is over, and somebody curious who was never asked. */
async function four(taught: SchoolModule) {
	const [open, done, over, curious] = await Promise.all([
		someone(),
		someone(),
		someone(),
		someone()
	]);
	await assign(taught, [open.id, done.id, over.id]);
	await learn.read(open.id, taught, 'one', start);
	await learn.finish(over.id, taught, start);
	await learn.finish(done.id, taught, on('2027-06-01'));
	await learn.finish(curious.id, taught, on('2027-06-01'));
	return { open, done, over, curious };
}

const later = on('2027-11-10');

describe('a new version', () => {
	it('that mends something asks nothing of anybody', async () => {
		const taught = await learn.publish(plan(), { at: start });
		const people = await four(taught);
		await learn.publish(taught, { change: 'patch', at: later });
		for (const who of Object.values(people)) {
			expect(await learn.standing(who.id, taught, later)).toMatchObject({ changesToRead: null });
		}
		expect(await learn.obligations(people.done.id)).toHaveLength(1);
	});

	it('with small changes asks those who did it to see them, once, and keeps their proof', async () => {
		const taught = await learn.publish(plan(), { at: start });
		const { open, done, over, curious } = await four(taught);
		const preview = await previewEdition(
			test.db,
			systemActor,
			{ moduleId: taught.id, change: 'minor' },
			fixedClock(later)
		);
		expect(preview).toEqual({ open: 1, completed: 2, expired: 1, changesToRead: 2, newCycles: 0 });
		const second = await learn.publish(taught, { change: 'minor', at: later });
		const third = await learn.publish(second, { change: 'minor', at: on('2027-11-12') });
		expect(await learn.standing(done.id, taught, later)).toMatchObject({
			isValid: true,
			changesToRead: {
				fromEditionId: taught.editionId,
				toEditionId: third.editionId,
				dueOn: '2027-11-24'
			}
		});
		expect((await learn.standing(curious.id, taught, later)).changesToRead).not.toBeNull();
		expect((await learn.standing(open.id, taught, later)).changesToRead).toBeNull();
		expect((await learn.standing(over.id, taught, later)).changesToRead).toBeNull();

		const before = await learn.completions(done.id);
		const seen = await withTransaction(test.db, (tx) =>
			markChangesRead(tx, {
				personId: done.id,
				moduleId: taught.id,
				editionId: third.editionId,
				locale: 'ru',
				score: 100,
				at: on('2027-11-13')
			})
		);
		expect(seen).toMatchObject({
			kind: 'changes',
			basisId: before[0]?.id,
			editionId: third.editionId,
			validUntil: '2028-06-01'
		});
		expect((await learn.completions(done.id))[0]).toEqual(before[0]);
		expect((await learn.standing(done.id, taught, later)).changesToRead).toBeNull();
		const again = withTransaction(test.db, (tx) =>
			markChangesRead(tx, {
				personId: done.id,
				moduleId: taught.id,
				editionId: third.editionId,
				locale: 'ru',
				at: on('2027-11-13')
			})
		);
		expect(await refusalOf(again)).toContain('NotFound');
	});

	it('with large changes opens a new cycle for the chosen, and what was read before does not count', async () => {
		const taught = await learn.publish(plan(), { at: start });
		const { open, done, over, curious } = await four(taught);
		const of = async (cycleFor: ('open' | 'completed' | 'expired')[]) =>
			(
				await previewEdition(
					test.db,
					systemActor,
					{ moduleId: taught.id, change: 'major', cycleFor },
					fixedClock(later)
				)
			).newCycles;
		expect([await of(['open']), await of(['completed']), await of(['expired'])]).toEqual([1, 1, 1]);
		const next = await learn.publish(taught, {
			change: 'major',
			cycleFor: ['open', 'completed'],
			at: later
		});
		expect(await learn.obligations(open.id)).toMatchObject([
			{ cycle: 1, closedAs: 'superseded' },
			{ cycle: 2, closedAs: null, origin: 'edition', dueOn: '2027-11-24' }
		]);
		expect(await learn.obligations(done.id)).toMatchObject([
			{ cycle: 1, closedAs: 'completed' },
			{ cycle: 2, closedAs: null, origin: 'edition' }
		]);
		expect(await learn.obligations(over.id)).toHaveLength(1);
		expect(await learn.obligations(curious.id)).toEqual([]);
		// The proof of the old version counts on until its end.
		expect(await learn.standing(done.id, next, later)).toMatchObject({ isValid: true, percent: 0 });
		expect(await learn.read(done.id, next, 'one', on('2027-11-11'))).toBeNull();
		expect(await learn.read(done.id, next, 'two', on('2027-11-11'))).toMatchObject({
			version: '2.0.0',
			validUntil: '2028-11-11'
		});
	});

	it('is previewed by those who publish only', async () => {
		const taught = await learn.publish(plan(), { at: start });
		const who = actorOf(await someone());
		expect(
			await refusalOf(previewEdition(test.db, who, { moduleId: taught.id, change: 'minor' }))
		).toContain('Forbidden');
	});
});

type Step =
	| { kind: 'publish'; change: 'patch' | 'minor' | 'major'; pages: string[] }
	| { kind: 'read'; page: number }
	| { kind: 'finish' | 'changes' | 'leave' | 'return' }
	| { kind: 'wait'; days: number };

const pages = fc.constantFrom(['one'], ['one', 'two'], ['two', 'three'], ['one', 'two', 'three']);
const steps = fc.array(
	fc.oneof(
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constant('publish' as const),
				change: fc.constantFrom('patch' as const, 'minor' as const, 'major' as const),
				pages
			})
		},
		{
			weight: 4,
			arbitrary: fc.record({ kind: fc.constant('read' as const), page: fc.nat({ max: 2 }) })
		},
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constantFrom(
					'finish' as const,
					'changes' as const,
					'leave' as const,
					'return' as const
				)
			})
		},
		{
			weight: 2,
			arbitrary: fc.record({
				kind: fc.constant('wait' as const),
				days: fc.constantFrom(1, 20, 200, 340, 400)
			})
		}
	),
	{ minLength: 4, maxLength: 14 }
) as fc.Arbitrary<Step[]>;

describe('whatever is published, done, left and waited for', () => {
	it('no completion, no closed obligation and no percentage reached ever changes', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				let taught = await learn.publish(
					plan({ facts: { audience: ['unit:group'], validity: 'P12M' } }),
					{ at: start }
				);
				const { id } = await someone({ unitId: town.group.id });
				let now = start;
				let before = await kept(id, taught.id);
				for (const step of all) {
					now = new Date(now.getTime() + 60_000);
					const standing = await learn.standing(id, taught, now);
					if (step.kind === 'wait') now = on(addDays(isoDay(now), step.days));
					taught = await play(id, taught, step, now);
					await assignByRules(test.db, { moduleIds: [taught.id], personIds: [id] }, now);
					const after = await kept(id, taught.id);
					for (const done of before.completions) expect(after.completions).toContainEqual(done);
					for (const closed of before.closed) expect(after.closed).toContainEqual(closed);
					for (const mark of before.marks) {
						const same = after.marks.find((one) => one.cycle === mark.cycle);
						expect(same?.percent).toBeGreaterThanOrEqual(mark.percent);
					}
					const shown = await learn.standing(id, taught, now);
					if (shown.cycle === standing.cycle && shown.renewalOpen === standing.renewalOpen) {
						expect(shown.percent).toBeGreaterThanOrEqual(standing.percent);
					}
					before = after;
				}
			}),
			{ numRuns: 12 }
		);
	}, 120_000);
});

async function play(
	id: string,
	taught: SchoolModule,
	step: Step,
	now: Date
): Promise<SchoolModule> {
	const move = (unitId: string) =>
		test.db
			.update(person)
			.set({ unitId })
			.where(sql`id = ${id}`);
	switch (step.kind) {
		case 'publish':
			return learn.publish({ ...taught, pages: step.pages }, { change: step.change, at: now });
		case 'read': {
			const page = taught.pages?.[step.page];
			if (page) await learn.read(id, taught, page, now);
			return taught;
		}
		case 'finish':
			await learn.finish(id, taught, now);
			return taught;
		case 'changes':
			await refusalOf(
				withTransaction(test.db, (tx) =>
					markChangesRead(tx, {
						...{ personId: id, moduleId: taught.id, editionId: taught.editionId },
						...{ locale: 'et', at: now }
					})
				)
			);
			return taught;
		case 'leave':
			await move(town.office.id);
			return taught;
		case 'return':
			await move(town.group.id);
			return taught;
		case 'wait':
			return taught;
	}
}

async function kept(id: string, moduleId: string) {
	const all = (await learn.obligations(id)).filter((one) => one.moduleId === moduleId);
	expect(all.filter((one) => one.closedAt === null).length).toBeLessThan(2);
	expect(all.map((one) => one.cycle)).toEqual([...new Set(all.map((one) => one.cycle))]);
	return {
		completions: await learn.completions(id),
		closed: all.filter((one) => one.closedAt !== null),
		marks: await test.db
			.select()
			.from(progressMark)
			.where(sql`person_id = ${id} and module_id = ${moduleId}`),
		changes: await test.db
			.select()
			.from(changeToRead)
			.where(sql`person_id = ${id}`),
		open: await test.db
			.select()
			.from(obligation)
			.where(sql`person_id = ${id} and closed_at is null`)
	};
}
