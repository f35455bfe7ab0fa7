import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { assignTo } from '#lib/server/training/authoring/assign-to.ts';
import {
	keepBroughtFiles,
	readBroughtFiles
} from '#lib/server/training/authoring/bring-in-files.ts';
import { endObligations } from '#lib/server/training/authoring/end-obligations.ts';
import { getModule } from '#lib/server/training/authoring/get-module.ts';
import { exportModules, listModules } from '#lib/server/training/authoring/list-modules.ts';
import { exportMyPeople, listMyPeople } from '#lib/server/training/authoring/list-my-people.ts';
import { listObligations } from '#lib/server/training/authoring/list-obligations.ts';
import { previewConcerned } from '#lib/server/training/authoring/preview-concerned.ts';
import { questionFigures } from '#lib/server/training/authoring/question-figures.ts';
import { saveEquivalents } from '#lib/server/training/authoring/save-equivalents.ts';
import { standingAbout } from '#lib/server/training/authoring/standing-about.ts';
import { trainingOverview } from '#lib/server/training/authoring/training-overview.ts';
import { countAudience, saveRules } from '#lib/server/training/duty/save-rules.ts';
import { saveAnswer } from '#lib/server/training/reading/save-answer.ts';
import { startAttempt } from '#lib/server/training/reading/start-attempt.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';
import { aModule, smallText, smallTextRu } from '#tests/support/training-factories.ts';
import { on, school, type School, type SchoolModule } from '../duty/school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
let author: Actor;
let employee: Actor;
let kindergartenAgent: Actor;
let manager: Actor;
let done: Awaited<ReturnType<SmallTown['addPerson']>>;
let late: typeof done;
let child: typeof done;
let module: SchoolModule;
const clock = fixedClock(townNow);
const all: ListState = { filters: {}, search: '', sort: 'name' };

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	learn = school(test.db);
	author = actorOf(await town.addPerson('Author'), withRole('author'));
	const boss = await town.addPerson('Boss');
	manager = actorOf(boss, { isManager: true });
	done = await town.addPerson('Done', { managerId: boss.id });
	late = await town.addPerson('Late', { managerId: boss.id });
	child = await town.addPerson('Nurse', { unitId: town.kindergarten.id });
	employee = actorOf(child);
	kindergartenAgent = actorOf(
		await town.addPerson('Agent'),
		withRole('agent', [town.kindergarten.id, town.group.id])
	);
	const plan = { key: 'basics', pages: ['one', 'two'], facts: { software: ['documents'] } };
	module = await learn.publish(plan, { at: on('2026-10-01') });
	const give = (personId: string) =>
		assignTo(test.db, author, { moduleId: module.id, personId }, fixedClock(on('2026-10-01')));
	for (const who of [done, late, child]) await give(who.id);
	await learn.finish(done.id, module, on('2026-10-02'));
	await learn.read(late.id, module, 'one', on('2026-10-03'));
});
afterAll(() => test.close());

describe('figures', () => {
	it('count who has it to do, began, passed and is late', async () => {
		const page = await listModules(test.db, author, { ...all, sort: 'title' }, clock);
		expect(page.rows.find((row) => row.key === 'basics')).toMatchObject({
			...{ assigned: 3, started: 2, passed: 1, overdue: 2, medianMinutes: 0 },
			languages: { et: 'fresh', ru: 'missing', en: 'missing' }
		});
		const rows = [];
		for await (const row of exportModules(test.db, author, { ...all, sort: 'title' }, clock)) {
			rows.push(row.key);
		}
		expect(rows).toContain('basics');
	});

	it('are those of the units of an agent who has only some', async () => {
		const { rows } = await listModules(
			test.db,
			kindergartenAgent,
			{ ...all, sort: 'title' },
			clock
		);
		expect(rows.find((row) => row.key === 'basics')).toMatchObject({ assigned: 1, overdue: 1 });
	});

	it('are nobody else’s business', async () => {
		expect(await refusalOf(listModules(test.db, employee, all, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(trainingOverview(test.db, employee, { by: 'unit' }, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it('are told by module, unit and software, with the page where people stop', async () => {
		const by = (what: 'module' | 'unit' | 'software') =>
			trainingOverview(test.db, author, { by: what }, clock);
		expect(await by('module')).toMatchObject([{ id: 'basics', passed: 1, stopsAt: 'one' }]);
		expect(await by('unit')).toMatchObject([
			{ name: { et: 'kindergarten' }, assigned: 1 },
			{ name: { et: 'office' }, assigned: 2 }
		]);
		expect(await by('software')).toMatchObject([{ id: 'documents', assigned: 3, overdue: 2 }]);
	});

	it('say of each page how many read it and how many stopped there', async () => {
		const { stops } = await getModule(test.db, author, 'basics', clock);
		expect(stops).toEqual([
			{ pageId: 'one', title: 'one', read: 2, stopped: 1 },
			{ pageId: 'two', title: 'two', read: 1, stopped: 0 }
		]);
	});
});

describe('people of a module', () => {
	it('are found by where they stand and by unit', async () => {
		const names = async (filters: Record<string, string[]>, actor = author) => {
			const page = await listObligations(test.db, actor, 'basics', { ...all, filters }, clock);
			return page.rows.map((row) => row.name);
		};
		expect(await names({})).toEqual(['Done', 'Late', 'Nurse']);
		expect(await names({ state: ['overdue'] })).toEqual(['Late', 'Nurse']);
		expect(await names({ state: ['done'] })).toEqual(['Done']);
		expect(await names({ unit: [town.kindergarten.id] })).toEqual(['Nurse']);
		expect(await names({}, kindergartenAgent)).toEqual(['Nurse']);
	});

	it('are let off with a reason; who may not be is named', async () => {
		const page = await listObligations(test.db, author, 'basics', all, clock);
		const ids = page.rows.map((row) => row.id);
		const input = { ids, how: 'waive', reason: ' ' } as const;
		expect(await refusalOf(endObligations(test.db, author, input, clock))).toBe(
			'Invalid duty_reason_needed'
		);
		const nurse = page.rows.filter((row) => row.name !== 'Late').map((row) => row.id);
		const ended = await endObligations(
			test.db,
			author,
			{ ids: nurse, how: 'waive', reason: 'Pikal puhkusel' },
			clock
		);
		expect(ended).toEqual({
			ended: 1,
			refused: [{ name: 'Done', messageKey: 'duty_nothing_open' }]
		});
	});

	it('are counted what they did elsewhere, with the day and what proves it', async () => {
		const module = await learn.publish({ key: 'elsewhere' }, { at: on('2026-10-01') });
		const unitId = town.kindergarten.id;
		await assignTo(test.db, author, { moduleId: module.id, unitId }, clock);
		const page = () => listObligations(test.db, author, 'elsewhere', all, clock);
		const ids = (await page()).rows.map((row) => row.id);
		const count = (reason: string, doneOn: string) =>
			endObligations(test.db, author, { ids, how: 'count', reason, doneOn }, clock);
		expect(await refusalOf(count('Riigi e-koolitus', ''))).toBe('Invalid duty_done_on_needed');
		expect(await refusalOf(count(' ', '2026-10-01'))).toBe('Invalid duty_reason_needed');
		expect(await count('Riigi e-koolitus, tunnistus 7', '2026-10-01')).toEqual({
			ended: ids.length,
			refused: []
		});
		expect((await page()).rows.map((row) => row.doneAt !== null)).toEqual(ids.map(() => true));
	});

	it('of a unit get it all at once', async () => {
		const other = await learn.publish({ key: 'for-unit' }, { at: on('2026-10-01') });
		const unitId = town.kindergarten.id;
		expect(await assignTo(test.db, author, { moduleId: other.id, unitId }, clock)).toBe(1);
		expect(await refusalOf(assignTo(test.db, author, { moduleId: other.id }, clock))).toBe(
			'Invalid authoring_whom'
		);
		expect(
			await refusalOf(assignTo(test.db, employee, { moduleId: other.id, unitId }, clock))
		).toBe('Forbidden errors_forbidden');
	});
});

describe('my people', () => {
	it('are those I lead, with what they have to do and did', async () => {
		const { rows } = await listMyPeople(test.db, manager, all, clock);
		expect(
			rows.map(({ name, state, dueOn, validUntil }) => [name, state, dueOn ?? validUntil])
		).toEqual([
			['Done', 'done', '2027-10-02'],
			['Late', 'overdue', '2026-10-15']
		]);
		const overdue = await listMyPeople(
			test.db,
			manager,
			{ ...all, filters: { state: ['overdue'] } },
			clock
		);
		expect(overdue.rows.map((row) => row.name)).toEqual(['Late']);
		const file = [];
		for await (const row of exportMyPeople(test.db, manager, all, clock)) file.push(row.name);
		expect(file).toEqual(['Done', 'Late']);
	});

	it('are those I represent, and nobody for anybody else', async () => {
		const secretary = { ...author, representsUnitIds: [town.kindergarten.id] };
		const { rows } = await listMyPeople(test.db, secretary, all, clock);
		expect(new Set(rows.map((row) => row.name))).toEqual(new Set(['Nurse']));
		expect((await listMyPeople(test.db, employee, all, clock)).rows).toEqual([]);
	});
});

describe('a module for its authors', () => {
	it('says how many each rule covers, before and after it is saved', async () => {
		const rules = [{ kind: 'unit', value: 'kindergarten' }] as const;
		const input = { moduleId: module.id, rules };
		expect(await countAudience(test.db, author, input, clock)).toBe(1);
		await saveRules(test.db, author, input, clock);
		const shown = await getModule(test.db, author, 'basics', clock);
		expect(shown.rules).toMatchObject([{ kind: 'unit', value: 'kindergarten', count: 1 }]);
	});

	it('says what else counts for it', async () => {
		const other = await learn.publish({ key: 'old-basics' }, { at: on('2026-10-01') });
		await saveEquivalents(test.db, author, { moduleId: module.id, countsIds: [other.id] }, clock);
		const shown = await getModule(test.db, author, 'basics', clock);
		expect(shown.equivalents.map((one) => one.key)).toEqual(['old-basics']);
		const itself = { moduleId: module.id, countsIds: [module.id] };
		expect(await refusalOf(saveEquivalents(test.db, author, itself, clock))).toBe(
			'Invalid authoring_equivalent_wrong'
		);
	});

	it('counts whom a next version would concern', async () => {
		const concerned = await previewConcerned(test.db, author, module.id, clock);
		expect(concerned).toEqual({ minor: 1, major: { open: 1, completed: 1, expired: 0 } });
	});

	it('shows which questions are answered wrongly, and how', async () => {
		const made = await aModule(test.db, { slug: 'asked', et: smallText, ru: smallTextRu });
		for (const [who, chosen, locale] of [
			[done, [1], 'et'],
			[late, [0], 'et'],
			[child, [0], 'ru']
		] as const) {
			const reader = actorOf(who);
			const { attemptId } = await startAttempt(
				test.db,
				reader,
				{ slug: 'asked', quizId: 'q', locale },
				clock,
				() => 0
			);
			const answer = { attemptId, questionId: 'where', given: { chosen: [...chosen] } };
			await saveAnswer(test.db, reader, answer, clock);
		}
		expect(
			await questionFigures(test.db, author, { moduleId: made.moduleId, locale: 'et' })
		).toEqual({
			attempts: 3,
			questions: [
				{
					...{ quizId: 'q', id: 'where', prompt: 'Kus on nupp?', asked: 3, right: 1 },
					wrong: { words: 'Akna all', count: 2 }
				}
			]
		});
		expect(
			await refusalOf(questionFigures(test.db, manager, { moduleId: made.moduleId, locale: 'et' }))
		).toBe('Forbidden errors_forbidden');
	});
});

describe('the desk', () => {
	it('sees whether somebody did the module of a system', async () => {
		const id = newId();
		await test.db.insert(informationSystem).values({
			...{ id, slug: 'documents', name: { et: 'Dokumendid', ru: 'Документы' } },
			...{ description: { et: '', ru: '' }, updatedAt: townNow }
		});
		const about = (personId: string, subject = { ids: [id], slugs: [] as string[] }) =>
			standingAbout(test.db, personId, subject, '2026-11-24');
		expect(await about(done.id)).toMatchObject([{ slug: 'basics', state: 'done' }]);
		expect(await about(late.id)).toMatchObject([{ state: 'overdue', dueOn: '2026-10-15' }]);
		expect(await about(done.id, { ids: [], slugs: ['documents'] })).toHaveLength(1);
		expect(await about(done.id, { ids: [newId()], slugs: [] })).toEqual([]);
	});
});

describe('picked files', () => {
	const md = (text: string) => ({ name: 'et.md', bytes: Buffer.from(text) });
	const good = `---\nid: picked\ntitle: Valitud\nsource: et\nversion: 1.0.0\nchange: major\n---\n\n## Leht {#a}\n\nTere.\n`;

	it('are read with all that is wrong, and nothing is kept', async () => {
		const broken = md(good.replace('version: 1.0.0', 'version: üks'));
		const read = await readBroughtFiles(test.db, author, { slug: 'picked', files: [broken] });
		expect(read.problems.map((one) => [one.level, one.line])).toContainEqual(['error', 5]);
		expect(read.isWritable).toBe(true);
	});

	it('become a draft', async () => {
		const files = [md(good), { name: 'notes.exe', bytes: Buffer.from('MZ') }];
		const draft = await keepBroughtFiles(test.db, author, { slug: 'picked', files }, clock);
		expect(draft).toMatchObject({ slug: 'picked', media: [], state: 'writing' });
		expect(await refusalOf(keepBroughtFiles(test.db, author, { slug: 'picked', files }))).toBe(
			'Invalid authoring_slug_taken'
		);
		const none = { slug: 'none', files: [] };
		expect(await refusalOf(keepBroughtFiles(test.db, author, none))).toBe(
			'Invalid authoring_no_texts'
		);
	});
});
