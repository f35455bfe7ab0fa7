import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { AskedQuestion, GivenAnswer } from '#lib/training/attempt.ts';
import { saveAnswer } from '#lib/server/training/reading/save-answer.ts';
import { showPage } from '#lib/server/training/reading/show-page.ts';
import { startAttempt } from '#lib/server/training/reading/start-attempt.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, type SmallTown } from '#tests/support/town.ts';
import { aModule, smallText } from '#tests/support/training-factories.ts';

let data: TestDatabase;
let town: SmallTown;
const at = (hours: number) => fixedClock(new Date(townNow.getTime() + hours * 3_600_000));

const question = (n: number) => `### Küsimus ${n} {#q${n}}
- [x] Õige ${n}
  > Tagasiside ${n}
- [ ] Vale ${n}
- [ ] Teine vale ${n}
---
Selgitus ${n}
`;
const manyText = `## Test {#test}

::: quiz {#quiz pick=3 shuffle}
${[1, 2, 3, 4, 5, 6].map(question).join('\n')}
:::
`;

beforeAll(async () => {
	data = await testDatabase();
	town = await smallTown(data.db);
});
afterAll(() => data.close());

const somebody = async (name: string) => actorOf(await town.addPerson(name));

async function start(actor: Actor, slug: string, quizId: string, hours = 0, random = () => 0.5) {
	const input = { slug, quizId, locale: 'et' as const };
	return (await startAttempt(data.db, actor, input, at(hours), random)).attemptId;
}

async function attemptOf(id: string) {
	const [row] = await data.sql<
		{
			questions: AskedQuestion[];
			answers: Record<string, GivenAnswer>;
			score: number | null;
			passed: string | null;
			finished_at: Date | null;
		}[]
	>`select * from quiz_attempt where id = ${id}`;
	if (!row) throw new Error('There is no such attempt.');
	return row;
}

/** Answers everything, rightly or not. */
async function answerAll(actor: Actor, attemptId: string, rightly: boolean, hours = 0) {
	const { questions } = await attemptOf(attemptId);
	let last;
	for (const { id, options } of questions) {
		const index = options.findIndex((option) => option.right === rightly);
		const given = { chosen: [index] };
		last = await saveAnswer(data.db, actor, { attemptId, questionId: id, given }, at(hours));
	}
	return last;
}

describe('an attempt', () => {
	it('draws its questions once: another device goes on with the same ones', async () => {
		const actor = await somebody('Kaks Seadet');
		const { slug } = await aModule(data.db, { slug: 'drawn', et: manyText });
		const first = await start(actor, slug, 'quiz', 0, () => 0.1);
		const { questions } = await attemptOf(first);
		expect(questions).toHaveLength(3);
		await saveAnswer(
			data.db,
			actor,
			{ attemptId: first, questionId: questions[0]?.id ?? '', given: { chosen: [0] } },
			at(0)
		);
		const second = await start(actor, slug, 'quiz', 1, () => 0.9);
		expect(second).toBe(first);
		const page = await showPage(
			data.db,
			actor,
			{ slug, pageId: 'test', locale: 'et', opens: true },
			at(1)
		);
		const shown = page.quizzes.quiz?.attempt;
		expect(shown?.questions.map((one) => one.id)).toEqual(questions.map((one) => one.id));
		expect(shown?.questions.map((one) => one.answered !== null)).toEqual([true, false, false]);
	});

	it('begun on two devices at once is one attempt', async () => {
		const actor = await somebody('Korraga Alustaja');
		const { slug } = await aModule(data.db, { slug: 'at-once', et: manyText });
		const ids = await Promise.all([1, 2, 3].map(() => start(actor, slug, 'quiz')));
		expect(new Set(ids).size).toBe(1);
	});

	it('tells what is right only of what was answered', async () => {
		const actor = await somebody('Uudishimulik');
		const { slug } = await aModule(data.db, { slug: 'telling', et: manyText });
		const attemptId = await start(actor, slug, 'quiz');
		const { questions } = await attemptOf(attemptId);
		const [first, ...others] = questions;
		const load = () =>
			showPage(data.db, actor, { slug, pageId: 'test', locale: 'et', opens: true }, at(0));
		expect(JSON.stringify(await load())).not.toMatch(/Tagasiside|Selgitus|"right"/);
		await saveAnswer(
			data.db,
			actor,
			{ attemptId, questionId: first?.id ?? '', given: { chosen: [0] } },
			at(0)
		);
		const sent = JSON.stringify(await load());
		expect(sent).toContain(first?.explanation.replaceAll('"', '\\"'));
		for (const other of others) expect(sent).not.toContain(`Selgitus ${other.id.slice(1)}`);
	});

	it('keeps the first answer to a question; the same sent twice counts once', async () => {
		const actor = await somebody('Topelt Saatja');
		const { slug, moduleId } = await aModule(data.db, { slug: 'twice-sent', et: smallText });
		const attemptId = await start(actor, slug, 'q');
		const wrong = { attemptId, questionId: 'where', given: { chosen: [0] } };
		const right = { attemptId, questionId: 'where', given: { chosen: [1] } };
		const results = await Promise.all([
			saveAnswer(data.db, actor, right, at(0)),
			saveAnswer(data.db, actor, right, at(0))
		]);
		expect(results.filter((one) => one.grade !== null)).toHaveLength(1);
		expect(await saveAnswer(data.db, actor, wrong, at(1))).toEqual({
			grade: null,
			completion: null
		});
		expect(await attemptOf(attemptId)).toMatchObject({ score: 100, passed: 'yes' });
		const proofs = await data.sql`
			select number from completion where module_id = ${moduleId} and person_id = ${actor.personId}`;
		expect(proofs).toHaveLength(1);
	});

	it('wants an answer: nothing chosen is said at the question and keeps nothing', async () => {
		const actor = await somebody('Tühi Vastus');
		const { slug } = await aModule(data.db, { slug: 'nothing', et: smallText });
		const attemptId = await start(actor, slug, 'q');
		const empty = { attemptId, questionId: 'where', given: { chosen: [] } };
		await expect(saveAnswer(data.db, actor, empty, at(0))).rejects.toMatchObject({
			code: 'Invalid',
			issues: { answer: ['training_answer_missing'] }
		});
		expect((await attemptOf(attemptId)).answers).toEqual({});
	});

	it('is nobody else’s to answer', async () => {
		const actor = await somebody('Oma Vastaja');
		const other = await somebody('Võõras Vastaja');
		const { slug } = await aModule(data.db, { slug: 'foreign', et: smallText });
		const attemptId = await start(actor, slug, 'q');
		const input = { attemptId, questionId: 'where', given: { chosen: [1] } };
		await expect(saveAnswer(data.db, other, input, at(0))).rejects.toMatchObject({
			code: 'NotFound'
		});
	});
});

describe('failing and passing', () => {
	it('after so many failed attempts one waits, then has as many again', async () => {
		const actor = await somebody('Visa Proovija');
		const front = { attempts: '2' };
		const { slug } = await aModule(data.db, { slug: 'waiting', et: smallText, front });
		for (const hours of [0, 1]) {
			const id = await start(actor, slug, 'q', hours);
			await answerAll(actor, id, false, hours);
		}
		await expect(start(actor, slug, 'q', 2)).rejects.toMatchObject({
			code: 'Conflict',
			messageKey: 'training_quiz_wait'
		});
		const id = await start(actor, slug, 'q', 26);
		const done = await answerAll(actor, id, true, 26);
		expect(done).toMatchObject({ grade: { passed: true, score: 100 } });
		expect(done?.completion).toMatchObject({ kind: 'passed', score: 100, version: '1.0.0' });
	});

	it('an attempt goes on with its questions when a newer version comes out half-way', async () => {
		const actor = await somebody('Poolel Teel');
		const { slug } = await aModule(data.db, { slug: 'half-way', et: smallText });
		const attemptId = await start(actor, slug, 'q');
		await aModule(data.db, {
			slug,
			front: { version: '1.1.0', change: 'minor' },
			et: smallText.replaceAll('Menüüs', 'Kirja kohal').replaceAll('menüüs', 'kirja kohal')
		});
		const page = await showPage(
			data.db,
			actor,
			{ slug, pageId: 'check', locale: 'et', opens: true },
			at(1)
		);
		expect(page.quizzes.q?.attempt).toMatchObject({ id: attemptId, ofOlderEdition: true });
		expect(JSON.stringify(page.quizzes.q?.attempt?.questions)).toContain('Menüüs');
		const done = await answerAll(actor, attemptId, true, 1);
		expect(done?.grade).toMatchObject({ passed: true });
		expect((await attemptOf(attemptId)).questions[0]?.options[1]?.html).toContain('Menüüs');
	});

	it('sending after the due day counts: being late closes nothing', async () => {
		const actor = await somebody('Hiline Saatja');
		const { slug, moduleId } = await aModule(data.db, { slug: 'late', et: smallText });
		await data.sql`
			insert into obligation (id, person_id, module_id, cycle, origin, assigned_at, due_on)
			values (gen_random_uuid(), ${actor.personId}, ${moduleId}, 1, 'hand', ${townNow.toISOString()}, '2026-11-24')`;
		const attemptId = await start(actor, slug, 'q', 1);
		const done = await answerAll(actor, attemptId, true, 72);
		expect(done?.completion).toMatchObject({ kind: 'passed' });
		const [duty] = await data.sql`
			select closed_as, due_on from obligation where person_id = ${actor.personId}`;
		expect(duty).toMatchObject({ closed_as: 'completed' });
	});
});

it('five hundred people who finish in the same minute lose nothing', async () => {
	const { slug, moduleId } = await aModule(data.db, { slug: 'crowd', et: smallText });
	const people = await Promise.all(
		Array.from({ length: 500 }, (_, n) => somebody(`Inimene ${n + 1}`))
	);
	await Promise.all(
		people.map(async (actor) => {
			const attemptId = await start(actor, slug, 'q');
			const input = { attemptId, questionId: 'where', given: { chosen: [1] } };
			await saveAnswer(data.db, actor, input, at(0));
		})
	);
	const [kept] = await data.sql`
		select (select count(*)::int from quiz_attempt where module_id = ${moduleId} and passed = 'yes') as attempts,
			(select count(*)::int from completion where module_id = ${moduleId}) as proofs,
			(select count(distinct number)::int from completion where module_id = ${moduleId}) as numbers`;
	expect(kept).toEqual({ attempts: 500, proofs: 500, numbers: 500 });
}, 60_000);

it('the last answer on one device and a new start on another never wait for each other', async () => {
	const { slug, moduleId } = await aModule(data.db, { slug: 'both-at-once', et: smallText });
	const people = await Promise.all(
		Array.from({ length: 40 }, (_, n) => somebody(`Kaks Korraga ${n + 1}`))
	);
	const done = await Promise.all(
		people.map(async (actor) => {
			const attemptId = await start(actor, slug, 'q');
			// A renewal that begins meanwhile: the next start closes the open attempt.
			await data.sql`
				insert into obligation (id, person_id, module_id, cycle, origin, assigned_at, due_on)
				values (gen_random_uuid(), ${actor.personId}, ${moduleId}, 1, 'renewal',
					${new Date(townNow.getTime() + 1_800_000).toISOString()}, '2026-12-24')`;
			const input = { attemptId, questionId: 'where', given: { chosen: [1] } };
			return Promise.allSettled([
				saveAnswer(data.db, actor, input, at(1)),
				start(actor, slug, 'q', 1),
				saveAnswer(data.db, actor, input, at(1)),
				start(actor, slug, 'q', 1)
			]);
		})
	);
	expect(done.flat().filter((one) => one.status === 'rejected')).toEqual([]);
}, 60_000);
