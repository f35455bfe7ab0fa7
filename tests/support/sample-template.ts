import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runSampleLoader, sampleLoader } from '#scripts/start/sample.ts';
import { ensureTemplate, migrateForTests, migrationsKey } from './template-database.ts';

/**
 * The template with the sample organisation. Loading takes a while, so it is kept until the
 * schema, the content or code of the server changes.
 */
export function ensureSampleTemplate(): Promise<string> {
	const hash = createHash('sha256').update(migrationsKey());
	for (const folder of ['content', 'scripts/sample', 'src/lib']) add(hash, folder);
	return ensureTemplate('template_sample', hash.digest('hex'), async (url) => {
		await migrateForTests(url);
		await runSampleLoader(url, await sampleLoader(), () => undefined);
	});
}

function add(hash: ReturnType<typeof createHash>, path: string): void {
	if (!existsSync(path) || /paraglide|\.svelte$|\.test\.ts$/.test(path)) return;
	if (statSync(path).isDirectory()) {
		for (const name of readdirSync(path).sort()) add(hash, join(path, name));
		return;
	}
	hash.update(path).update(readFileSync(path));
}
