import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { notePractised } from '#lib/server/training/reading/practised.ts';
import { readPage } from '#lib/server/training/reading/read-page.ts';
import { showModule } from '#lib/server/training/reading/show-module.ts';
import { showPage } from '#lib/server/training/reading/show-page.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, type SmallTown } from '#tests/support/town.ts';
import { aModule, smallText } from '#tests/support/training-factories.ts';

let data: TestDatabase;
let town: SmallTown;
const minutesOn = (minutes: number) => fixedClock(new Date(townNow.getTime() + minutes * 60_000));

beforeAll(async () => {
	data = await testDatabase();
	town = await smallTown(data.db);
});
afterAll(() => data.close());

const practice = `## Proovi {#try}

::: practice {event="answer.read"}
Loe vastust.
:::

`;

it('a module says what completes it, and what of that is done', async () => {
	const reader = actorOf(await town.addPerson('Liis Kask'));
	const { slug } = await aModule(data.db, { slug: 'quiz-and-step', et: practice + smallText });
	const needed = async (clock = minutesOn(5)) =>
		(await showModule(data.db, reader, { slug, locale: 'et' }, clock)).needed;
	expect(await needed()).toEqual([
		{ kind: 'practice', pageId: 'try', title: 'Proovi', done: false },
		{ kind: 'quiz', pageId: 'check', title: 'Kontrolli end', done: false }
	]);
	await showPage(data.db, reader, { slug, pageId: 'try', locale: 'et', opens: true }, minutesOn(6));
	await notePractised(data.db, reader, 'answer.read', minutesOn(7));
	expect((await needed(minutesOn(8))).map((step) => step.done)).toEqual([true, false]);
});

it('the last step done elsewhere completes the module as soon as somebody looks at it', async () => {
	const reader = actorOf(await town.addPerson('Mart Mets'));
	const { slug } = await aModule(data.db, {
		slug: 'read-and-step',
		front: { completion: 'read' },
		et: practice
	});
	const look = (clock: ReturnType<typeof fixedClock>) =>
		showModule(data.db, reader, { slug, locale: 'et' }, clock);
	const page = { slug, pageId: 'try', locale: 'et' as const };
	await showPage(data.db, reader, { ...page, opens: true }, minutesOn(1));
	await readPage(data.db, reader, page, minutesOn(2));
	const before = await look(minutesOn(3));
	expect(before.shell.isValid).toBe(false);
	expect(before.needed.map(({ kind, done }) => [kind, done])).toEqual([
		['pages', true],
		['practice', false]
	]);
	await notePractised(data.db, reader, 'answer.read', minutesOn(4));
	expect((await look(minutesOn(5))).shell).toMatchObject({ isValid: true, isDuty: false });
});

it('reading again begins at the first page, not where the last time ended', async () => {
	const reader = actorOf(await town.addPerson('Jaan Tamm'));
	const { slug, moduleId } = await aModule(data.db, { slug: 'yearly' });
	const page = { slug, pageId: 'check', locale: 'et' as const, opens: true };
	await showPage(data.db, reader, page, minutesOn(1));
	await data.sql`insert into obligation (id, person_id, module_id, cycle, origin, assigned_at)
		values (gen_random_uuid(), ${reader.personId}, ${moduleId}, 2, 'renewal',
			${minutesOn(60).now().toISOString()})`;
	const { shell } = await showModule(data.db, reader, { slug, locale: 'et' }, minutesOn(90));
	expect(shell).toMatchObject({ goOn: 'first', isDuty: true });
});
