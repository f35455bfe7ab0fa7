import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { readChanges } from '#lib/server/training/reading/read-changes.ts';
import { readPage } from '#lib/server/training/reading/read-page.ts';
import { showChanges } from '#lib/server/training/reading/show-changes.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
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
	expect(await readChanges(data.db, reader, { slug, locale: 'ru' }, clock)).toMatchObject({
		version: '1.1.0',
		locale: 'et'
	});
});
