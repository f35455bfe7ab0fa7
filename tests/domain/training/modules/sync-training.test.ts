import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asc, eq, sql } from 'drizzle-orm';
import { buffer } from 'node:stream/consumers';
import { systemActor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { openModuleMedia } from '#lib/server/training/modules/module-media.ts';
import { publishEdition } from '#lib/server/training/modules/publish-edition.ts';
import { syncTraining } from '#lib/server/training/modules/sync-training.ts';
import {
	trainingEdition,
	trainingModule,
	trainingPage,
	trainingText
} from '#lib/server/training/modules/tables.ts';
import { bodyHash } from '#lib/server/training/text/body-hash.ts';
import { parseModule } from '#lib/server/training/text/parse-module.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { sourceFile, trainingFolder, translationFile } from './training-folder.ts';

const clock = fixedClock(new Date('2026-11-23T08:00:00Z'));
const BODY = '## Lukusta uks {#lock}\n\nKeera võtit.\n\n## Kontrolli {#check}\n\nTõmba.';
const RUSSIAN = '## Заприте дверь {#lock}\n\nПоверните ключ.\n\n## Проверьте {#check}\n\nПотяните.';
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

let test: TestDatabase;
let disk: ReturnType<typeof trainingFolder>;
const data = trainingFolder();
beforeAll(() => vi.stubEnv('DATA_DIR', data.folder));
afterAll(() => {
	vi.unstubAllEnvs();
	data.close();
});
beforeEach(async () => {
	test = await testDatabase();
	disk = trainingFolder();
});
afterEach(async () => {
	await test.close();
	rmSync(disk.folder, { recursive: true, force: true });
});

const sync = () => syncTraining(test.db, systemActor, { folder: disk.folder, clock });
const modules = () => test.db.select().from(trainingModule).orderBy(asc(trainingModule.key));
const codes = (problems: { code: string }[]) => problems.map((problem) => problem.code);

/** One module in two languages, fresh. */
function writeLocks(body = BODY, head: Record<string, string> = {}) {
	disk.write({
		'locks/et.md': sourceFile(body, head),
		'locks/ru.md': translationFile(RUSSIAN, { sourceHash: bodyHash(body) })
	});
}

describe('files become editions', () => {
	it('a module is published with its texts, pages and search, and told to the audit log', async () => {
		writeLocks();
		const report = await sync();
		expect(report.published).toEqual(['locks']);
		const [module] = await modules();
		expect(module).toMatchObject({
			key: 'locks',
			slug: 'locks',
			source: 'files',
			active: true,
			titles: { et: 'Lukud', ru: 'Замки' },
			fileProblems: []
		});
		const pages = await test.db.select().from(trainingPage).orderBy(trainingPage.position);
		expect(pages.filter((page) => page.locale === 'et').map((page) => page.pageId)).toEqual([
			'lock',
			'check'
		]);
		expect(pages.every((page) => page.current)).toBe(true);
		const texts = await test.db.select().from(trainingText);
		expect(texts.map((text) => [text.locale, text.stale]).sort()).toEqual([
			['et', false],
			['ru', false]
		]);
		const audit = await test.db.select().from(auditEntry);
		expect(audit.map((entry) => entry.action)).toContain('module.published');
		expect(codes(report.problems)).toEqual(['translation_missing']);
	});

	it('pages are found by bent words in every language', async () => {
		writeLocks();
		await sync();
		const found = async (words: string, configuration: string) => {
			const rows = await test.db
				.select({ id: trainingPage.pageId, locale: trainingPage.locale })
				.from(trainingPage)
				.where(
					sql`current and search @@ websearch_to_tsquery(${configuration}::regconfig, ${words})`
				);
			return rows.map((row) => `${row.locale}/${row.id}`);
		};
		// PostgreSQL before 18 bends no Estonian: there a copy of "simple" goes by its name.
		const [own] = await test.sql`
			select from pg_ts_config where cfgname = 'estonian' and cfgnamespace = 'pg_catalog'::regnamespace`;
		if (own) expect(await found('lukustada', 'estonian')).toContain('et/lock');
		expect(await found('ключом', 'russian')).toContain('ru/lock');
	});

	it('files that did not change are not read again', async () => {
		writeLocks();
		await sync();
		const report = await sync();
		expect(report).toMatchObject({ published: [], refreshed: [], unchanged: 1, problems: [] });
	});

	it('a new version is a new edition, and the one before stays as it was', async () => {
		writeLocks();
		await sync();
		const changed = `${BODY} Kaks korda.`;
		writeLocks(changed, { version: '1.1.0', change: 'minor', changeNote: 'Kaks korda' });
		expect((await sync()).published).toEqual(['locks']);
		const editions = await test.db.select().from(trainingEdition).orderBy(trainingEdition.number);
		expect(editions.map(({ number, version }) => [number, version])).toEqual([
			[1, '1.0.0'],
			[2, '1.1.0']
		]);
		const pages = await test.db.select().from(trainingPage).where(eq(trainingPage.current, true));
		expect(new Set(pages.map((page) => page.editionId))).toEqual(new Set([editions[1]?.id]));
	});

	it('a changed text under a version that was published is refused, and the portal says so', async () => {
		writeLocks();
		await sync();
		writeLocks(`${BODY} Kaks korda.`);
		const report = await sync();
		expect(report.published).toEqual([]);
		const problem = report.problems.find((one) => one.level === 'error');
		expect(problem).toMatchObject({ code: 'version_used', file: 'locks/et.md', line: 5 });
		const [module] = await modules();
		expect(codes(module?.fileProblems ?? [])).toEqual(['version_used']);
		expect(module?.active).toBe(true);
	});

	it('a translation marked as looked over is no longer stale, without a new edition', async () => {
		disk.write({
			'locks/et.md': sourceFile(BODY),
			'locks/ru.md': translationFile(RUSSIAN, { sourceHash: 'sha256:0' })
		});
		await sync();
		const stale = await test.db.select().from(trainingText).where(eq(trainingText.locale, 'ru'));
		expect(stale[0]?.stale).toBe(true);
		writeLocks();
		expect((await sync()).refreshed).toEqual(['locks']);
		const texts = await test.db.select().from(trainingText);
		expect(texts.map((text) => text.stale)).toEqual([false, false]);
	});
});

describe('when things go wrong', () => {
	it('a broken file leaves the last good edition in force, says why, and recovers', async () => {
		writeLocks();
		await sync();
		const [before] = await modules();
		disk.write({ 'locks/et.md': sourceFile(BODY, { validty: 'P12M' }) });
		const report = await sync();
		expect(report.problems[0]).toMatchObject({
			code: 'key_unknown',
			file: 'locks/et.md',
			line: 7
		});
		const [broken] = await modules();
		expect(broken?.editionId).toBe(before?.editionId);
		expect(codes(broken?.fileProblems ?? [])).toEqual(['key_unknown']);
		expect(codes((await sync()).problems)).toContain('key_unknown');
		writeLocks();
		await sync();
		const [mended] = await modules();
		expect(mended?.fileProblems).toEqual([]);
	});

	it('of two modules with one id the one in force stays, and the other is refused', async () => {
		writeLocks();
		await sync();
		disk.write({ 'a-copy/et.md': sourceFile(BODY, { title: 'Koopia' }) });
		const report = await sync();
		expect(report.problems.find((one) => one.level === 'error')).toMatchObject({
			code: 'module_id_twice',
			file: 'a-copy/et.md',
			line: 2,
			params: { id: 'locks', other: 'locks' }
		});
		expect(await modules()).toMatchObject([{ slug: 'locks', fileProblems: [] }]);
	});

	it('two new modules with one id are both refused', async () => {
		disk.write({ 'a/et.md': sourceFile(BODY), 'b/et.md': sourceFile(BODY) });
		const report = await sync();
		const errors = report.problems.filter((one) => one.level === 'error');
		expect(errors.map((one) => [one.file, one.code])).toEqual([
			['a/et.md', 'module_id_twice'],
			['b/et.md', 'module_id_twice']
		]);
		expect(await modules()).toEqual([]);
	});

	it('a module whose folder is gone is hidden and kept, and comes back with it', async () => {
		writeLocks();
		disk.write({ 'keys/et.md': sourceFile(BODY, { id: 'keys' }) });
		await sync();
		disk.remove('locks');
		expect((await sync()).hidden).toEqual(['locks']);
		expect(await modules()).toMatchObject([
			{ key: 'keys', active: true },
			{ key: 'locks', active: false }
		]);
		const current = await test.db.select().from(trainingPage).where(eq(trainingPage.current, true));
		expect(new Set(current.map((page) => page.pageId)).size).toBe(2);
		expect(await test.db.select().from(trainingText)).toHaveLength(3);
		writeLocks();
		expect((await sync()).shown).toEqual(['locks']);
		expect((await modules()).every((module) => module.active)).toBe(true);
	});

	it('an empty folder is a wrong folder and hides nothing', async () => {
		writeLocks();
		await sync();
		disk.remove('locks');
		expect((await sync()).hidden).toEqual([]);
	});

	it('a folder that was renamed is the same module', async () => {
		writeLocks();
		await sync();
		disk.remove('locks');
		disk.write({ 'doors/et.md': sourceFile(BODY), 'doors/ru.md': translationFile(RUSSIAN) });
		await sync();
		expect(await modules()).toMatchObject([{ key: 'locks', slug: 'doors', active: true }]);
	});

	it('what was taken over into the portal stays', async () => {
		const { module } = parseModule({
			slug: 'locks',
			texts: { et: sourceFile(BODY) },
			media: [],
			include: () => null
		});
		if (!module) throw new Error('The module cannot be read.');
		await withTransaction(test.db, (tx) =>
			publishEdition(tx, systemActor, { module, source: 'portal', at: clock.now() })
		);
		writeLocks(`${BODY} Failis teisiti.`, { version: '2.0.0' });
		expect((await sync()).kept).toEqual(['locks']);
		expect(await modules()).toMatchObject([{ source: 'portal', facts: { version: '1.0.0' } }]);
	});

	it('only administrators, authors and the portal itself may read the files', async () => {
		const nobody = { ...systemActor, isSystem: false, roles: [] };
		const refused = syncTraining(test.db, nobody, { folder: disk.folder, clock });
		await expect(refused).rejects.toMatchObject({ code: 'Forbidden' });
	});
});

describe('pictures', () => {
	it('are found by name, also as they were when an earlier edition was published', async () => {
		const body = `${BODY}\n\n![Lukk](lock.png)`;
		disk.write({ 'locks/et.md': sourceFile(body), 'locks/lock.png': PNG });
		await sync();
		const other = new Uint8Array([...PNG, 9]);
		disk.write({
			'locks/et.md': sourceFile(body, { version: '1.0.1', change: 'patch' }),
			'locks/lock.png': other
		});
		await sync();
		const newest = await openModuleMedia(test.db, 'locks', 'lock.png');
		expect(new Uint8Array(await buffer(newest.body))).toEqual(other);
		expect(newest.headers).toMatchObject({
			'content-type': 'image/png',
			'x-content-type-options': 'nosniff'
		});
		const [first] = await test.db.select().from(trainingEdition).orderBy(trainingEdition.number);
		const version = first?.media[0]?.hash.slice(0, 12);
		const earlier = await openModuleMedia(test.db, 'locks', 'lock.png', version);
		expect(new Uint8Array(await buffer(earlier.body))).toEqual(PNG);
		expect(earlier.headers['cache-control']).toContain('immutable');
		await expect(openModuleMedia(test.db, 'locks', 'none.png')).rejects.toMatchObject({
			code: 'NotFound'
		});
	});

	it('a drawing is sent so that nothing in it can run', async () => {
		const svg = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>';
		disk.write({
			'locks/et.md': sourceFile(`${BODY}\n\n![Lukk](lock.svg)`),
			'locks/lock.svg': svg
		});
		await sync();
		const { headers, body } = await openModuleMedia(test.db, 'locks', 'lock.svg');
		body.destroy();
		expect(headers['content-security-policy']).toContain('sandbox');
		expect(headers['content-security-policy']).toContain("default-src 'none'");
	});
});
