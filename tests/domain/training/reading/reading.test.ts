import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { notePractised } from '#lib/server/training/reading/practised.ts';
import { readPage } from '#lib/server/training/reading/read-page.ts';
import { showModule } from '#lib/server/training/reading/show-module.ts';
import { showPage } from '#lib/server/training/reading/show-page.ts';
import { startAttempt } from '#lib/server/training/reading/start-attempt.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, type SmallTown } from '#tests/support/town.ts';
import { aModule, smallText, smallTextRu } from '#tests/support/training-factories.ts';
import type { Actor } from '#lib/people/actor.ts';

let data: TestDatabase;
let town: SmallTown;
let reader: Actor;
const clock = fixedClock(townNow);
const later = (minutes: number) => new Date(townNow.getTime() + minutes * 60_000);

beforeAll(async () => {
	data = await testDatabase();
	town = await smallTown(data.db);
	reader = actorOf(await town.addPerson('Liis Kask'));
});
afterAll(() => data.close());

const show = (actor: Actor, slug: string, pageId: string, more = {}) =>
	showPage(data.db, actor, { slug, pageId, locale: 'et', opens: true, ...more }, clock);

describe('reading page by page', () => {
	it('keeps what was read and where the reader is, the same on every device', async () => {
		const { slug } = await aModule(data.db, { slug: 'pages' });
		await show(reader, slug, 'first');
		await readPage(data.db, reader, { slug, pageId: 'first', locale: 'et' }, clock);
		const other = await showModule(data.db, reader, { slug, locale: 'ru' }, clock);
		expect(other.shell).toMatchObject({ read: 1, goOn: 'check', hasBegun: true });
		expect(other.shell.pages.map((page) => page.read)).toEqual([true, false]);
	});

	it('reading the same page twice, or telling of it late, leaves one row with the later time', async () => {
		const { slug, moduleId } = await aModule(data.db, { slug: 'twice' });
		const input = { slug, pageId: 'first', locale: 'et' as const };
		await readPage(data.db, reader, input, clock);
		await readPage(data.db, reader, { ...input, at: later(-90) }, clock);
		await readPage(data.db, reader, { ...input, at: later(600) }, clock);
		const rows = await data.sql`
			select read_at from page_read where module_id = ${moduleId} and person_id = ${reader.personId}`;
		expect(rows.map((row) => new Date(row.read_at))).toEqual([townNow]);
	});

	it('a copy kept for later opens nothing', async () => {
		const { slug, moduleId } = await aModule(data.db, { slug: 'kept' });
		await show(reader, slug, 'first', { opens: false });
		const places = await data.sql`select from reading_place where module_id = ${moduleId}`;
		expect(places).toHaveLength(0);
	});

	it('is nobody else’s: a colleague has read nothing', async () => {
		const { slug } = await aModule(data.db, { slug: 'own' });
		await readPage(data.db, reader, { slug, pageId: 'first', locale: 'et' }, clock);
		const colleague = actorOf(await town.addPerson('Mart Mets'));
		const seen = await showModule(data.db, colleague, { slug, locale: 'et' }, clock);
		expect(seen.shell).toMatchObject({ read: 0, hasBegun: false, goOn: 'first' });
	});

	it('is NotFound for a page or module that never was', async () => {
		const { slug } = await aModule(data.db, { slug: 'absent' });
		await expect(show(reader, slug, 'nothing')).rejects.toMatchObject({ code: 'NotFound' });
		await expect(show(reader, 'no-such', 'first')).rejects.toMatchObject({ code: 'NotFound' });
		const input = { slug, pageId: 'nothing', locale: 'et' as const };
		await expect(readPage(data.db, reader, input, clock)).rejects.toMatchObject({
			code: 'NotFound'
		});
	});

	it('completes a module that only has to be read, with its last page', async () => {
		const { slug, moduleId } = await aModule(data.db, {
			slug: 'read-only',
			front: { completion: 'read' },
			et: '## A {#a}\n\nÜks.\n\n## B {#b}\n\nKaks.\n'
		});
		const first = await readPage(data.db, reader, { slug, pageId: 'a', locale: 'et' }, clock);
		expect(first).toBeNull();
		const done = await readPage(data.db, reader, { slug, pageId: 'b', locale: 'et' }, clock);
		expect(done).toMatchObject({ moduleId, kind: 'read', locale: 'et', version: '1.0.0' });
	});
});

describe('the language of a page', () => {
	it('is the reader’s, and the place is the same in the other', async () => {
		const { slug } = await aModule(data.db, { slug: 'both', ru: smallTextRu });
		const page = await show(reader, slug, 'first', { locale: 'ru' });
		expect(page.page).toMatchObject({ title: 'Первая страница', locale: 'ru' });
		expect(page.note).toBeNull();
		expect(page.shell.pages.map((one) => one.id)).toEqual(['first', 'check']);
	});

	it('falls back to the source where there is no translation, and says so', async () => {
		const { slug } = await aModule(data.db, { slug: 'alone' });
		const page = await show(reader, slug, 'first', { locale: 'ru' });
		expect(page.page).toMatchObject({ title: 'Esimene leht', locale: 'et' });
		expect(page.note).toEqual({ kind: 'missing', source: 'et' });
	});

	it('says that a translation is old, and shows the source when asked', async () => {
		const { slug } = await aModule(data.db, {
			slug: 'stale',
			ru: { body: smallTextRu, stale: true }
		});
		const page = await show(reader, slug, 'first', { locale: 'ru' });
		expect(page.page.locale).toBe('ru');
		expect(page.note).toEqual({ kind: 'stale', source: 'et' });
		const source = await show(reader, slug, 'first', { locale: 'ru', inLocale: 'et' });
		expect(source.page.title).toBe('Esimene leht');
		expect(source.note).toEqual({ kind: 'source', source: 'et' });
	});
});

describe('when the module changes half-way', () => {
	it('pages that stay keep their progress, and a page that went can still be marked', async () => {
		const { slug } = await aModule(data.db, {
			slug: 'moving',
			front: { completion: 'read' },
			et: '## A {#a}\n\nÜks.\n\n## B {#b}\n\nKaks.\n'
		});
		await readPage(data.db, reader, { slug, pageId: 'a', locale: 'et' }, clock);
		await aModule(data.db, {
			slug: 'moving',
			front: { completion: 'read', version: '1.1.0', change: 'minor' },
			et: '## A {#a}\n\nÜks.\n\n## C {#c}\n\nKolm.\n'
		});
		await readPage(data.db, reader, { slug, pageId: 'b', locale: 'et' }, clock);
		const { shell } = await showModule(data.db, reader, { slug, locale: 'et' }, clock);
		expect(shell.pages.map(({ id, read }) => [id, read])).toEqual([
			['a', true],
			['c', false]
		]);
	});

	it('a module that is no longer offered stays open to those who began it', async () => {
		const { slug, moduleId } = await aModule(data.db, { slug: 'gone' });
		await show(reader, slug, 'first');
		await data.db.execute(sql`update training_module set active = false where id = ${moduleId}`);
		expect((await show(reader, slug, 'check')).shell.retired).toBe(true);
		const stranger = actorOf(await town.addPerson('Uus Inimene'));
		await expect(show(stranger, slug, 'first')).rejects.toMatchObject({ code: 'NotFound' });
	});
});

describe('a practice step that the audit log does not know', () => {
	const step = (event: string) => `## Proovi {#try}

::: practice {#step event="${event}"}
Tee läbi.
:::
`;

	it('is done when an article was read after the module was opened', async () => {
		const { slug } = await aModule(data.db, {
			slug: 'article',
			front: { completion: 'read' },
			et: step('answer.read')
		});
		await notePractised(data.db, reader, 'answer.read', fixedClock(later(-60)));
		expect((await show(reader, slug, 'try')).practised).toEqual([]);
		await notePractised(data.db, reader, 'answer.read', fixedClock(later(60)));
		expect((await show(reader, slug, 'try')).practised).toEqual(['step']);
	});

	it('that lasts counts from whenever it was', async () => {
		const { slug } = await aModule(data.db, {
			slug: 'lasting',
			front: { completion: 'read' },
			et: step('second_factor.enabled')
		});
		const careful = actorOf(await town.addPerson('Enn Ettevaatlik'));
		await withTransaction(data.db, (tx) =>
			recordAudit(tx, {
				actor: careful,
				action: 'second_factor.enabled',
				noun: 'person',
				recordId: careful.personId,
				at: later(-100_000)
			})
		);
		expect((await show(careful, slug, 'try')).practised).toEqual(['step']);
	});
});

describe('a practice step', () => {
	const text = `## Proovi {#try}

::: practice {#step event="request.submitted"}
Saada taotlus.
:::
`;

	it('is done when the thing has happened after the module was opened, and completes it', async () => {
		const { slug, moduleId } = await aModule(data.db, {
			slug: 'practice',
			front: { completion: 'read' },
			et: text
		});
		const happens = (at: Date) =>
			withTransaction(data.db, (tx) =>
				recordAudit(tx, {
					actor: reader,
					action: 'request.submitted',
					noun: 'request',
					recordId: 'IT-1',
					at
				})
			);
		await happens(later(-60));
		expect((await show(reader, slug, 'try')).practised).toEqual([]);
		expect((await show(reader, slug, 'try')).practised).toEqual([]);
		await readPage(data.db, reader, { slug, pageId: 'try', locale: 'et' }, clock);
		await happens(later(1));
		const back = await showPage(
			data.db,
			reader,
			{ slug, pageId: 'try', locale: 'et', opens: true },
			fixedClock(later(2))
		);
		expect(back.practised).toEqual(['step']);
		const proofs = await data.sql`
			select kind from completion where module_id = ${moduleId} and person_id = ${reader.personId}`;
		expect(proofs.map((row) => row.kind)).toEqual(['read']);
	});
});

it('a page never bears what is right before it was answered', async () => {
	const { slug } = await aModule(data.db, { slug: 'secret', et: smallText });
	const page = await show(reader, slug, 'check');
	expect(JSON.stringify(page)).not.toMatch(/Just nii|olekuriba|Nupp on menüüs|"right"/);
});

describe('a module that is offered no more', () => {
	it('is begun by nobody, by no other door either, and gone on with by those who had begun it', async () => {
		const { slug, moduleId } = await aModule(data.db, { slug: 'over' });
		const late = actorOf(await town.addPerson('Late Reader'));
		const input = { slug, pageId: 'first', locale: 'et' as const };
		await readPage(data.db, reader, input, clock);
		await data.sql`update training_module set active = false where id = ${moduleId}`;
		expect(await refusalOf(readPage(data.db, late, input, clock))).toContain('NotFound');
		const quiz = { slug, quizId: 'q', locale: 'et' as const };
		const begin = (actor: Actor) => startAttempt(data.db, actor, quiz, clock, Math.random);
		expect(await refusalOf(begin(late))).toContain('NotFound');
		expect(await refusalOf(show(late, slug, 'first'))).toContain('NotFound');
		await readPage(data.db, reader, input, clock);
		await begin(reader);
	});
});
