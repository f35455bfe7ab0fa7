import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { locales } from '#lib/i18n/localized.ts';
import { fillTemplate } from '#lib/notices/fill-template.ts';
import { systemActor } from '#lib/people/actor.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { listTemplates } from '#lib/server/notices/writing/list-templates.ts';
import { syncTemplates } from '#lib/server/notices/writing/sync-templates.ts';
import {
	readTemplateFile,
	readTemplates,
	writeTemplateFile
} from '#lib/server/notices/writing/template-file.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let test: TestDatabase;
let folder: string;

beforeAll(async () => {
	test = await testDatabase();
});
afterAll(() => test.close());
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'templates-'));
	cpSync('content/notices', join(folder, 'notices'), { recursive: true });
	return () => rmSync(folder, { recursive: true });
});

const sync = (overwrite = false) => syncTemplates(test.db, systemActor, { folder, overwrite });
const active = async () =>
	(await listTemplates(test.db, systemActor, 'et')).filter((row) => row.active).length;

function edit(slug: string, from: string, to: string) {
	const path = join(folder, 'notices', `${slug}.yaml`);
	const text = readFileSync(path, 'utf8');
	expect(text).toContain(from);
	writeFileSync(path, text.replace(from, to));
}

describe('the templates we ship', () => {
	const { templates, problems } = readTemplates('content');

	it('are a dozen, without a problem, in three languages', () => {
		expect(problems.map(describeProblem)).toEqual([]);
		expect(templates.length).toBeGreaterThanOrEqual(12);
		expect(templates.filter(({ content }) => !content.texts.en)).toEqual([]);
	});

	it.each(templates.map(({ slug, content }) => [slug, content] as const))(
		'%s is a whole text when its blanks are filled',
		(_, content) => {
			const values = Object.fromEntries(
				content.slots.map((slot) => [
					slot.key,
					slot.options?.[0] ?? (slot.type === 'day' ? '2026-11-25' : 'Naerulind')
				])
			);
			const window = { starts: '2026-11-26T15:00:00Z', ends: '2026-11-26T17:00:00Z' };
			for (const locale of locales) {
				const text = fillTemplate(content, { ...values, ...window, contact: '620 0000' }, locale);
				expect(text?.title).toBeTruthy();
				expect(text?.summary).toBeTruthy();
				expect(text?.contact).toBe('620 0000');
				expect(Object.values(text ?? {}).join(' ')).not.toMatch(/[{}]/);
			}
		}
	);

	it('read back the same when they are written as files', () => {
		for (const { slug, content, hash } of templates) {
			const again = readTemplateFile(writeTemplateFile(content), slug, []);
			expect(contentHash(again), slug).toBe(hash);
		}
	});
});

describe('bringing templates in', () => {
	it('writes what is new, once, and hides what is gone', async () => {
		const first = await sync();
		expect(first.changed.length).toBe(await active());
		expect((await sync()).changed).toEqual([]);
		unlinkSync(join(folder, 'notices', 'power-cut.yaml'));
		expect((await sync()).hidden).toEqual(['power-cut']);
		expect(await active()).toBe(first.changed.length - 1);
	});

	it('names a blank that nothing fills, with its line, and keeps the last good text', async () => {
		await sync();
		edit('system-down', '{ends.by}', '{ends.never}');
		const report = await sync();
		expect(report.problems.map(describeProblem).join()).toMatch(
			/system-down\.yaml:\d+: texts\.et\.summary names the field "ends\.never"/
		);
		expect(report.hidden).not.toContain('system-down');
	});
});
