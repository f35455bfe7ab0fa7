import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { definitionOfTree } from '#lib/catalogue/editor/definition-of-tree.ts';
import { treeOfDefinition } from '#lib/catalogue/editor/tree-of-definition.ts';
import { treeOfForm } from '#lib/catalogue/editor/tree-of-form.ts';
import { parseDefinition } from '#lib/catalogue/parse-definition.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { systemActor } from '#lib/people/actor.ts';
import { findAnswers, getAnswer } from '#lib/server/catalogue/find-answers.ts';
import { getServiceForAsking } from '#lib/server/catalogue/get-service-for-asking.ts';
import { listAnswerContents } from '#lib/server/catalogue/list-all-answers.ts';
import { listDefinitions } from '#lib/server/catalogue/list-definitions.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { searchCatalogue } from '#lib/server/catalogue/search-catalogue.ts';
import { syncContent } from '#lib/server/catalogue/sync-content.ts';
import { service } from '#lib/server/catalogue/tables.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { readContent } from '#lib/server/content/read-content.ts';
import { writeContent } from '#lib/server/content/write-content.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'content-'));
	cpSync('content/services', join(folder, 'services'), { recursive: true });
	cpSync('content/answers', join(folder, 'answers'), { recursive: true });
	return () => rmSync(folder, { recursive: true });
});

const sync = (overwrite = false) => syncContent(database.db, systemActor, { folder, overwrite });

function edit(file: string, from: string, to: string) {
	const path = join(folder, file);
	const text = readFileSync(path, 'utf8');
	expect(text).toContain(from);
	writeFileSync(path, text.replace(from, to));
}

describe('the content we ship', () => {
	it('has no problem and everything a town needs', () => {
		const content = readContent('content');
		expect(content.problems.map(describeProblem)).toEqual([]);
		expect(content.services.length).toBeGreaterThanOrEqual(14);
		expect(content.answers.length).toBeGreaterThanOrEqual(12);
	});

	it('speaks three languages everywhere', () => {
		const missing: string[] = [];
		const walk = (value: unknown, path: string) => {
			if (typeof value !== 'object' || value === null) return;
			if ('et' in value && !('en' in value)) missing.push(path);
			for (const [key, one] of Object.entries(value)) walk(one, `${path}.${key}`);
		};
		const content = readContent('content');
		for (const one of content.services) walk(one.definition, one.slug);
		for (const one of content.answers) walk(one.content, one.slug);
		expect(missing).toEqual([]);
	});
});

/** The tree as the controls of the page would send it. */
function sent(value: unknown, name = '', into: Record<string, string | string[]> = {}) {
	if (typeof value === 'string') into[name] = value;
	else if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
		if (value.length > 0) into[name] = value.length === 1 ? (value[0] ?? '') : value;
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, one] of Object.entries(value)) sent(one, name ? `${name}.${key}` : key, into);
	}
	return into;
}

describe('the editor', () => {
	it.each(readContent('content').services.map((one) => [one.slug, one] as const))(
		'gives %s back as it was',
		(_, { definition, hash }) => {
			const tree = treeOfForm(sent(treeOfDefinition(definition)));
			const parsed = parseDefinition(definitionOfTree(tree));
			expect(parsed.ok && contentHash(parsed.definition)).toBe(hash);
		}
	);
});

describe('bringing content from files', () => {
	it('makes a new version only of what changed', async () => {
		const first = await sync();
		expect(first.problems).toEqual([]);
		expect((await sync()).changed).toEqual([]);
		edit('services/vpn.yaml', 'workingDays: 1', 'workingDays: 2');
		edit('services/phone.yaml', 'title:', '# a remark\ntitle:');
		expect((await sync()).changed).toEqual(['vpn']);
		const vpn = await getServiceForAsking(database.db, systemActor, 'vpn');
		expect(vpn).toMatchObject({ version: 2, definition: { workingDays: 2 } });
	});

	it('leaves the last good version in force when a file breaks, and says where', async () => {
		edit('services/vpn.yaml', 'gives: right', 'gives: everything');
		edit('services/phone.yaml', 'title:', 'title: [');
		edit('answers/projector/ru.md', 'title:', 'titel:');
		const report = await sync();
		const line = readFileSync(join(folder, 'services/vpn.yaml'), 'utf8')
			.split('\n')
			.findIndex((one) => one.startsWith('gives:'));
		const said = report.problems.map(describeProblem);
		expect(said).toContainEqual(
			expect.stringContaining(`services/vpn.yaml:${line + 1}: gives is "everything", allowed:`)
		);
		expect(said.some((one) => /services\/phone\.yaml:\d+: /.test(one))).toBe(true);
		expect(said.some((one) => /projector\/ru\.md:2: titel is not a known key/.test(one))).toBe(
			true
		);
		expect(report.hidden).toEqual([]);
		expect(await getServiceForAsking(database.db, systemActor, 'vpn')).toMatchObject({
			definition: { gives: 'right' }
		});
	});

	it('hides what is gone, and shows it again when it comes back', async () => {
		const file = join(folder, 'services/phone.yaml');
		const text = readFileSync(file, 'utf8');
		rmSync(file);
		expect((await sync()).hidden).toEqual(['phone']);
		await expect(getServiceForAsking(database.db, systemActor, 'phone')).rejects.toMatchObject({
			code: 'NotFound'
		});
		writeFileSync(file, text);
		expect((await sync()).changed).toContain('phone');
		expect(await getServiceForAsking(database.db, systemActor, 'phone')).toBeDefined();
	});

	it('keeps what was edited in the portal until it is told to overwrite', async () => {
		await sync();
		const before = await getServiceForAsking(database.db, systemActor, 'repair');
		await publishService(database.db, systemActor, {
			slug: 'repair',
			definition: { ...before.definition, workingDays: 9 },
			note: 'longer',
			basedOn: before.version
		});
		expect((await sync()).kept).toEqual(['repair']);
		expect(
			(await getServiceForAsking(database.db, systemActor, 'repair')).definition.workingDays
		).toBe(9);
		expect((await sync(true)).changed).toEqual(['repair']);
		const [row] = await database.db.select().from(service).where(eq(service.slug, 'repair'));
		expect(row).toMatchObject({ source: 'files', currentVersion: before.version + 2 });
	});

	it('does not empty the catalogue when the folder is a wrong one', async () => {
		await sync();
		const wrong = mkdtempSync(join(tmpdir(), 'empty-'));
		const report = await syncContent(database.db, systemActor, { folder: wrong });
		expect(report).toEqual({ changed: [], kept: [], hidden: [], problems: [] });
	});

	it('writes files back that read to the same content', async () => {
		await sync(true);
		const out = mkdtempSync(join(tmpdir(), 'export-'));
		writeContent(out, {
			services: await listDefinitions(database.db),
			answers: await listAnswerContents(database.db)
		});
		const hashes = (of: { slug: string; hash: string }[]) =>
			of.map((one) => `${one.slug} ${one.hash}`);
		const [was, is] = [readContent(folder), readContent(out)];
		expect(hashes(is.services)).toEqual(hashes(was.services));
		expect(hashes(is.answers)).toEqual(hashes(was.answers));
	});
});

describe('finding what helps', () => {
	it.each([
		['printer ei prindi', 'printer'],
		['arvutit uut', 'computer'],
		['prinetr', 'printer'],
		['забыл пароль', 'forgotten-password'],
		['паролем', 'forgotten-password'],
		['parooli unustasin', 'forgotten-password'],
		['принтеру', 'printer'],
		['kodust tööle vpn', 'vpn'],
		['new laptop', 'computer'],
		['ligipääsu registrile', 'system-access'],
		['рег', 'system-access']
	])('%s finds %s first among services', async (text, slug) => {
		await sync();
		const hits = await searchCatalogue(database.db, systemActor, text);
		expect(hits.find((hit) => hit.kind === 'service')?.slug).toBe(slug);
	});

	it('offers answers beside services, in the language of the reader', async () => {
		const hits = await searchCatalogue(database.db, systemActor, 'aeglane arvuti', 5, 'ru');
		const answer = hits.find((hit) => hit.kind === 'answer');
		expect(answer).toMatchObject({ slug: 'slow-computer', title: 'Компьютер работает медленно' });
		expect(await findAnswers(database.db, { service: 'vpn', locale: 'en' })).toEqual([
			{ slug: 'vpn-at-home', title: 'VPN does not connect at home', minutes: 1 }
		]);
		const page = await getAnswer(database.db, 'kindergarten-wifi', 'et');
		expect(page.html).toContain('<table>');
	});

	it('offers little for a sentence: what holds two of its words, or a telling one in its title', async () => {
		await sync();
		const found = async (text: string) =>
			(await searchCatalogue(database.db, systemActor, text)).map((hit) => hit.slug);
		const slow = await found('Minu arvuti on hommikust saadik väga aeglane, miski ei avane');
		expect(slow[0]).toBe('slow-computer');
		expect(slow.length).toBeLessThanOrEqual(4);
		const paper = await found('Printer ei prindi, paber jääb kinni teisel korrusel');
		expect(paper).toContain('printer');
		expect(paper).not.toContain('sign-in-code');
		expect(await found('Homme sõidame kõik koos metsa matkama')).toEqual([]);
	});

	it('finds nothing for signs and nothing for nonsense', async () => {
		expect(await searchCatalogue(database.db, systemActor, '?! *')).toEqual([]);
		expect(await searchCatalogue(database.db, systemActor, 'xqzzyw')).toEqual([]);
	});
});
