import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchModules } from '#lib/server/training/reading/search-modules.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aModule } from '#tests/support/training-factories.ts';

let data: TestDatabase;

const et = `## Mida digiallkiri tähendab {#meaning}

See võrdub allkirjaga paberil.

## Kuidas teha {#sign}

Siin õpid faili allkirjastada ja saata.
`;
const ru = `## Что это такое {#meaning}

Это то же, что на бумаге. Ваш пароль знаете только вы.

## Как это сделать {#sign}

Здесь вы научитесь подписать файл.
`;
const front = { completion: 'read' };

beforeAll(async () => {
	data = await testDatabase();
	await aModule(data.db, {
		slug: 'signing',
		front,
		et,
		ru,
		titles: { et: 'Digitoimingud', ru: 'Цифровые действия' }
	});
	await aModule(data.db, {
		slug: 'printer',
		front,
		et: '## Printer {#printer}\n\nPaber on otsas.\n',
		titles: { et: 'Printer' }
	});
});
afterAll(() => data.close());

const find = async (text: string, locale: 'et' | 'ru' = 'et') =>
	(await searchModules(data.db, text, { locale, limit: 10 })).map(
		(hit) => `${hit.slug}/${hit.pageId}`
	);

it('finds a page by a noun made of its verb, and the verb by the noun', async () => {
	expect((await find('allkirjastamise'))[0]).toBe('signing/sign');
	expect((await find('allkirjastamiseks faili'))[0]).toBe('signing/sign');
});

it('finds a page by another form of a Russian word', async () => {
	expect((await find('паролей', 'ru'))[0]).toBe('signing/meaning');
	expect((await find('подписать', 'ru'))[0]).toBe('signing/sign');
});

it('names the page in the reader’s language, whatever language the word was in', async () => {
	const [hit] = await searchModules(data.db, 'паролей', { locale: 'et', limit: 5 });
	expect(hit).toEqual({
		slug: 'signing',
		pageId: 'meaning',
		pageTitle: 'Mida digiallkiri tähendab',
		moduleTitle: 'Digitoimingud'
	});
});

it('finds by the title of the module too, and nothing for words that are nowhere', async () => {
	expect(await find('digitoimingud')).toContain('signing/meaning');
	expect(await find('kuumaastik')).toEqual([]);
	expect(await find('!!')).toEqual([]);
});

it('finds only what is in force', async () => {
	await aModule(data.db, {
		slug: 'printer',
		front: { ...front, version: '1.1.0', change: 'patch' },
		et: '## Skanner {#printer}\n\nTinti pole.\n',
		titles: { et: 'Skanner' }
	});
	expect(await find('paber')).not.toContain('printer/printer');
	expect(await find('skanneri')).toEqual(['printer/printer']);
});
