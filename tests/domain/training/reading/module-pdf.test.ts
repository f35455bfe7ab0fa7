import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { htmlToPdf } from '#lib/server/training/reading/html-to-pdf.ts';
import { modulePdf } from '#lib/server/training/reading/module-pdf.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow } from '#tests/support/town.ts';
import { aModule } from '#tests/support/training-factories.ts';

let data: TestDatabase;

beforeAll(async () => {
	vi.stubEnv('DATA_DIR', mkdtempSync(join(tmpdir(), 'abilaud-pdf-')));
	data = await testDatabase();
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await data.close();
});

const drawing = Buffer.from(
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
);

it('a module is one paper with its pictures, the same bytes each time, in Russian too', async () => {
	const town = await smallTown(data.db);
	const actor = actorOf(await town.addPerson('Liis Kask'));
	const text = `## Leht {#a}

> [!TIP]
> Nõuanne.

![Joonis](joonis.svg)

| A | B |
| --- | --- |
| üks | kaks |

1. Esimene
2. Teine **rasvane** ja [viide](/services)

::: quiz {#q}
### Kas? {#k}
- [x] Jah
- [ ] Ei
:::
`;
	const { slug } = await aModule(data.db, {
		slug: 'paper',
		et: text,
		ru: text.replace('## Leht', '## Страница').replace('Kas?', 'Так?'),
		media: [{ name: 'joonis.svg', bytes: drawing }]
	});
	const clock = fixedClock(townNow);
	for (const locale of ['et', 'ru'] as const) {
		const input = { slug, locale, origin: 'https://abilaud.example' };
		const first = await modulePdf(data.db, actor, input, clock);
		const second = await modulePdf(data.db, actor, input, clock);
		expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
		expect(first.bytes.equals(second.bytes)).toBe(true);
		expect(first.name).toBe(`paper-${locale}.pdf`);
	}
});

it('tells a picture that a paper cannot bear by its words, and completes addresses of our own', () => {
	const parts = htmlToPdf(
		'<p>Vaata <a href="/things">asju</a></p><img src="x.gif" alt="Ekraan">',
		new Map(),
		'https://abilaud.example'
	);
	expect(JSON.stringify(parts)).toContain('"link":"https://abilaud.example/things"');
	expect(JSON.stringify(parts)).toContain('"text":"Ekraan"');
});

it('leaves a gap where a word is to be written', () => {
	const parts = JSON.stringify(htmlToPdf('<p>a<span data-gap="0"></span></p>', new Map(), ''));
	expect(parts).toContain('________');
});
