import { eq } from 'drizzle-orm';
import { resolve } from 'node:path';
import type { Locale } from '#lib/i18n/localized.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import type { GivenAnswer } from '#lib/training/attempt.ts';
import type { Change, QuizQuestion } from '#lib/training/module-text.ts';
import { addDays } from '#lib/training/obligation-days.ts';
import { PRACTISED } from '#lib/training/practice-events.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { assignByAllRules } from '#lib/server/training/duty/duty-jobs.ts';
import { tellDuties } from '#lib/server/training/duty/tell-duties.ts';
import { dutyRecheck } from '#lib/server/training/duty/tables.ts';
import { publishEdition } from '#lib/server/training/modules/publish-edition.ts';
import { readTrainingFolder } from '#lib/server/training/modules/read-training-folder.ts';
import { trainingModule, trainingPage, trainingText } from '#lib/server/training/modules/tables.ts';
import { notePractised } from '#lib/server/training/reading/practised.ts';
import { openPage } from '#lib/server/training/reading/open-page.ts';
import { readPage } from '#lib/server/training/reading/read-page.ts';
import { saveAnswer } from '#lib/server/training/reading/save-answer.ts';
import { startAttempt } from '#lib/server/training/reading/start-attempt.ts';
import { quizAttempt } from '#lib/server/training/reading/tables.ts';
import { parseModule } from '#lib/server/training/text/parse-module.ts';
import { seededRandom, type Random } from './random.ts';
import type { Town, Townsman } from './sample-town.ts';
import { once, type Beginning } from './timeline.ts';

const DAY = 86_400_000;
/** The first modules came so long ago: what was done then is about to end. */
const FIRST_DAYS_AGO = 345;
/** Since then rules assign by themselves. */
const RULES_DAYS_AGO = 11;
/** The module that has changed a little since some did it. */
const CHANGED = 'using-abilaud';
/** So many people beside those whom one can be have begun or done something. */
const LEARNERS = 60;

/**
 * Training of the sample's past: the modules came a year ago and some did one then, rules assign since eleven days, the
 * teacher has one overdue, one due in three days and one that is about to end, and what the employee did has changed
 * since.
 */
export function trainingStories(town: Town, now: Date): Beginning[] {
	const at = (daysAgo: number, hour = 0) =>
		new Date(now.getTime() - daysAgo * DAY + hour * 3_600_000);
	const fixed = (name: string) => town.who(`${name}@linn.example`);
	const [teacher, employee] = [fixed('opetaja'), fixed('employee')];
	const beginnings: Beginning[] = [
		{ at: at(FIRST_DAYS_AGO), story: once(() => bringModules(town)) },
		...[teacher, employee, fixed('manager')].flatMap((who, n) => [
			{ at: at(FIRST_DAYS_AGO, 1 + n), story: once(() => assign(town, who, 'phishing', null)) },
			{ at: at(FIRST_DAYS_AGO - 1, n), story: learn(town, who, 'phishing') }
		]),
		{
			at: at(25),
			story: once(() => assign(town, teacher, 'shared-computers', addDays(isoDay(now), -4)))
		},
		{ at: at(RULES_DAYS_AGO), story: once(() => workOutRules(town)) },
		{
			at: at(RULES_DAYS_AGO, 1),
			story: once(() => assign(town, teacher, 'using-abilaud', addDays(isoDay(now), 3)))
		},
		{ at: at(60), story: learn(town, employee, CHANGED) },
		{ at: at(4), story: once(() => changeModule(town)) },
		{ at: at(6), story: learn(town, employee, 'personal-data', { pages: 3 }) },
		{ at: at(5), story: learn(town, teacher, 'shared-computers', { pages: 2 }) }
	];
	const { random } = town;
	const named = new Set([teacher.id, employee.id]);
	const others = town.people.filter((one) => !named.has(one.id));
	for (let n = 0; n < LEARNERS && others.length > 0; n++) {
		const [who] = others.splice(random.between(0, others.length - 1), 1);
		if (!who) break;
		const slug = random.chance(70) ? 'phishing' : 'personal-data';
		const pages = random.chance(70) ? undefined : random.between(1, 4);
		const daysAgo = random.between(1, RULES_DAYS_AGO - 2) + random.next();
		const pace = seededRandom(n + 1);
		beginnings.push({ at: at(daysAgo), story: learn(town, who, slug, { pages, pace }) });
	}
	return beginnings;
}

/** What the portal's own jobs would have done by now. */
export async function finishTraining(town: Town): Promise<void> {
	await workOutRules(town);
}

/** Publishes all modules; the one that changes later as it was before its first hint was written. */
async function bringModules(town: Town): Promise<void> {
	for (const folder of readTrainingFolder(resolve('content/training')).modules) {
		await publish(town, folder, folder.key === CHANGED ? { before: true } : {});
	}
}

/** Publishes the changed module as it is now: with a hint more. */
async function changeModule(town: Town): Promise<void> {
	const { modules } = readTrainingFolder(resolve('content/training'));
	const folder = modules.find(({ key }) => key === CHANGED);
	if (folder) await publish(town, folder, { change: 'minor', notes: NEW_HINT });
}

const NEW_HINT = {
	et: 'Lisasime nõuande, kuidas küsida midagi kolleegile',
	ru: 'Добавлен совет, как попросить что-то для коллеги',
	en: 'A hint on how to ask for something for a colleague'
};

type Folder = ReturnType<typeof readTrainingFolder>['modules'][number];

async function publish(
	{ db, clock }: Town,
	folder: Folder,
	how: { before?: boolean; change?: Change; notes?: Record<Locale, string> }
): Promise<void> {
	const texts = { ...folder.files.texts };
	if (how.before) {
		for (const [locale, text] of Object.entries(texts)) {
			texts[locale as Locale] = text.replace(/^> \[!\w+\].*\n(?:>.*\n)*\n/m, '');
		}
	}
	const { module } = parseModule({ ...folder.files, texts });
	if (!module) return;
	const { facts } = module;
	const version = how.before ? '0.9.0' : facts.version;
	const { notes } = how;
	for (const text of Object.values(module.texts)) {
		if (notes) text.changeNote = notes[text.locale];
	}
	const changeNote = notes?.[facts.source] ?? facts.changeNote;
	await withTransaction(db, (tx) =>
		publishEdition(tx, systemActor, {
			module: {
				...module,
				facts: { ...facts, version, changeNote, change: how.change ?? facts.change }
			},
			source: 'files',
			at: clock.now(),
			mediaBytes: new Map(folder.files.media.map(({ name, bytes }) => [name, bytes])),
			filesHash: how.before ? '' : folder.hash
		})
	);
}

async function workOutRules({ db, clock }: Town): Promise<void> {
	await db.delete(dutyRecheck);
	await assignByAllRules({ db, clock }, {});
	await tellDuties({ db, clock }, {});
}

async function assign(town: Town, who: Townsman, key: string, dueOn: string | null) {
	const [taught] = await town.db
		.select({ id: trainingModule.id })
		.from(trainingModule)
		.where(eq(trainingModule.key, key));
	const author = await town.actor(town.who('author@linn.example'));
	if (!taught) return;
	const input = { moduleId: taught.id, personIds: [who.id], dueOn };
	await assignModule(town.db, author, input, town.clock);
}

/**
 * Somebody reads a module to its end, a page every few minutes, and tries its quiz until it is passed, or reads only so
 * many pages. With a `pace` of their own they are not always right, and come back when they have failed.
 */
async function* learn(
	town: Town,
	who: Townsman,
	slug: string,
	{ pages, pace }: { pages?: number | undefined; pace?: Random } = {}
): AsyncGenerator<Date, void, void> {
	const { db, clock } = town;
	const actor = await town.actor(who);
	const later = (minutes: number) => new Date(clock.now().getTime() + minutes * MINUTE);
	const text = await textOf(town, slug);
	const ids = [...new Set(text.map((row) => row.pageId))];
	const locale = actor.locale === 'ru' ? 'ru' : 'et';
	for (const pageId of ids.slice(0, pages)) {
		await openPage(db, actor, { moduleId: text[0]?.moduleId ?? '', pageId }, clock);
		yield later(pace ? pace.between(1, 5) : 3);
		await readPage(db, actor, { slug, pageId, locale }, clock);
	}
	if (pages !== undefined) return;
	for (const event of PRACTISED) await notePractised(db, actor, event, clock);
	for (const { id } of text[0]?.quizzes ?? []) {
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			yield later(pace ? pace.between(1, 4) : 2);
			const quiz = { slug, quizId: id, locale } as const;
			if (await answerAll(town, actor, quiz, tries === 0 ? pace : undefined)) break;
			yield later(pace ? pace.between(5, 400) : 5);
		}
	}
}

const MINUTE = 60_000;
/** Fewer than a module allows before one has to wait. */
const MOST_TRIES = 2;

function textOf({ db }: Town, slug: string) {
	return db
		.select({
			moduleId: trainingModule.id,
			pageId: trainingPage.pageId,
			position: trainingPage.position,
			quizzes: trainingText.quizzes
		})
		.from(trainingModule)
		.innerJoin(trainingPage, eq(trainingPage.editionId, trainingModule.editionId))
		.innerJoin(trainingText, eq(trainingText.editionId, trainingModule.editionId))
		.where(eq(trainingModule.slug, slug))
		.orderBy(trainingPage.position);
}

/** Answers a quiz, rightly unless a pace says otherwise. True when it was passed. */
async function answerAll(
	{ db, clock, random }: Town,
	actor: Actor,
	quiz: Parameters<typeof startAttempt>[2],
	pace: Random | undefined
): Promise<boolean> {
	const { attemptId } = await startAttempt(db, actor, quiz, clock, random.next);
	const [attempt] = await db
		.select({ questions: quizAttempt.questions })
		.from(quizAttempt)
		.where(eq(quizAttempt.id, attemptId));
	let passed = false;
	for (const question of attempt?.questions ?? []) {
		const slips = pace?.chance(hardness(question.id)) ?? false;
		const given = slips && pace ? wrongAnswer(question, pace) : rightAnswer(question);
		const { grade } = await saveAnswer(
			db,
			actor,
			{ attemptId, questionId: question.id, given },
			clock
		);
		passed = grade?.passed ?? passed;
	}
	return passed;
}

/** Of a hundred people so many answer a question wrongly at first: some are harder than others. */
const hardness = (questionId: string) =>
	4 + 9 * ([...questionId].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 5);

function rightAnswer({ kind, gaps, options }: QuizQuestion): GivenAnswer {
	if (kind === 'fill') return { written: gaps.map((words) => words[0] ?? '') };
	return { chosen: options.flatMap((option, n) => (option.right ? [n] : [])) };
}

/** A likely mistake: one of the right ones forgotten, or mostly the same wrong one. */
function wrongAnswer({ kind, gaps, options }: QuizQuestion, pace: Random): GivenAnswer {
	if (kind === 'fill')
		return { written: gaps.map((words) => (words[0] ?? '').slice(0, -1) || '-') };
	const right = options.flatMap((option, n) => (option.right ? [n] : []));
	if (kind === 'several' && right.length > 1) return { chosen: right.slice(1) };
	const wrong = options.flatMap((option, n) => (option.right ? [] : [n]));
	const tempting = wrong.toSorted((a, b) => byWords(options[a]?.html, options[b]?.html));
	return { chosen: [pace.chance(65) ? (tempting[0] ?? 0) : pace.pick(wrong)] };
}

/** Longer answers tempt more. */
const byWords = (a = '', b = '') => b.length - a.length || a.localeCompare(b);
