import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { readChanges } from '#lib/server/training/reading/read-changes.ts';
import { readPage } from '#lib/server/training/reading/read-page.ts';
import { showChanges } from '#lib/server/training/reading/show-changes.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, type SmallTown } from '#tests/support/town.ts';
import { aModule } from '#tests/support/training-factories.ts';

let data: TestDatabase;
let town: SmallTown;
const clock = fixedClock(townNow);

beforeAll(async () => {
	data = await testDatabase();
	town = await smallTown(data.db);
});
afterAll(() => data.close());

const before = '## Leht {#a}\n\nVajuta nuppu menüüs.\n';
const after = '## Leht {#a}\n\nVajuta nuppu kirja kohal.\n';
const translated = '## Страница {#a}\n\nНажмите кнопку в меню.\n';

it('changes that a translation has not followed yet are shown in the source, and are said to be', async () => {
	const slug = 'lagging';
	const reader = actorOf(await town.addPerson('Vera Ivanova'));
	const input = { slug, pageId: 'a', locale: 'ru' as const };
	await aModule(data.db, { slug, front: { completion: 'read' }, et: before, ru: translated });
	expect(await readPage(data.db, reader, input, clock)).not.toBeNull();
	await aModule(data.db, {
		slug,
		front: { completion: 'read', version: '1.1.0', change: 'minor' },
		et: after,
		ru: { body: translated, stale: true }
	});
	const seen = await showChanges(data.db, reader, { slug, locale: 'ru' }, clock);
	expect(seen).toMatchObject({ locale: 'et', translation: { kind: 'source', source: 'et' } });
	expect(seen?.pages.map((page) => page.id)).toEqual(['a']);
	const editionId = seen?.editionId ?? '';
	expect(
		await readChanges(data.db, reader, { slug, locale: 'ru', editionId }, clock)
	).toMatchObject({
		version: '1.1.0',
		locale: 'et'
	});
});

it('a patch that follows: the version that was shown is the one on the certificate', async () => {
	const slug = 'patched';
	const reader = actorOf(await town.addPerson('Peeter Paat'));
	const edition = (version: string, change: string, et: string) =>
		aModule(data.db, { slug, front: { completion: 'read', version, change }, et });
	await edition('1.0.0', 'major', before);
	await readPage(data.db, reader, { slug, pageId: 'a', locale: 'et' }, clock);
	await edition('1.1.0', 'minor', after);
	const minor = await showChanges(data.db, reader, { slug, locale: 'et' }, clock);
	await edition('1.1.1', 'patch', after.replace('kohal', 'kohal paremal'));
	const read = (editionId = '') =>
		readChanges(data.db, reader, { slug, locale: 'et', editionId }, clock);
	expect(await refusalOf(read(minor?.editionId))).toBe('Conflict training_changes_newer');
	const patched = await showChanges(data.db, reader, { slug, locale: 'et' }, clock);
	const shown = patched?.pages[0]?.blocks[0];
	expect(shown?.kind === 'html' && shown.html).toContain('paremal');
	expect(await read(patched?.editionId)).toMatchObject({ version: '1.1.1', kind: 'changes' });
});

it('the author says what is new in each language, and it is read in the reader’s', async () => {
	const slug = 'notes';
	const reader = actorOf(await town.addPerson('Olga Sild'));
	const edition = (version: string, change: string, et: string, note: string) =>
		aModule(data.db, {
			...{ slug, et, ru: translated.replace('меню', version), notes: { ru: note } },
			front: { completion: 'read', version, change, changeNote: 'Nupp on uues kohas' }
		});
	await edition('1.0.0', 'major', before, '');
	await readPage(data.db, reader, { slug, pageId: 'a', locale: 'ru' }, clock);
	await edition('1.1.0', 'minor', after, 'Кнопка на новом месте');
	const noteIn = async (locale: 'et' | 'ru' | 'en') =>
		(await showChanges(data.db, reader, { slug, locale }, clock))?.note;
	expect(await noteIn('et')).toBe('Nupp on uues kohas');
	expect(await noteIn('ru')).toBe('Кнопка на новом месте');
	expect(await noteIn('en')).toBe('Nupp on uues kohas');
});
