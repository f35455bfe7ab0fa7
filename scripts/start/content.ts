import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { config } from '#lib/server/config.ts';
import type { Progress } from '../terminal/steps.ts';
import { sourceHash } from './source-hash.ts';

const key = 'content_synced';

/**
 * Brings the services, answers, notice templates and training modules of CONTENT_DIR into the portal at its start, unless this very
 * content was brought into this database by this very code before. A file with a problem is named and leaves its last
 * good version in force; the start goes on.
 */
export async function syncContent(url: string, progress: Progress): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		const hash = hashOf(config().contentDir);
		const [row] = await sql<{ value: unknown }[]>`select value from setting where key = ${key}`;
		if (row?.value === hash) return progress('nothing new');
		const problems = await bringIn(url, progress);
		if (problems > 0) return;
		await sql`
			insert into setting (key, value, updated_at) values (${key}, to_jsonb(${hash}::text), now())
			on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`;
	} finally {
		await sql.end({ timeout: 5 });
	}
}

// Loaded only when there is something to bring in: most of the portal's code comes with it.
async function bringIn(url: string, progress: Progress): Promise<number> {
	const [
		{ openDb },
		{ systemActor },
		{ describeProblem },
		{ syncContent: sync },
		{ syncTemplates },
		training
	] = await Promise.all([
		import('#lib/server/db/client.ts'),
		import('#lib/people/actor.ts'),
		import('#lib/server/content/content-problem.ts'),
		import('#lib/server/catalogue/sync-content.ts'),
		import('#lib/server/notices/writing/sync-templates.ts'),
		import('../content/training.ts')
	]);
	const { db, close } = openDb(url, { max: 2 });
	try {
		const folder = config().contentDir;
		const report = await sync(db, systemActor, { folder, overwrite: false });
		const templates = await syncTemplates(db, systemActor, { folder });
		for (const problem of [...report.problems, ...templates.problems])
			console.error(describeProblem(problem));
		const modules = await training.bringTraining(db, folder);
		const changed = report.changed.length + templates.changed.length + modules.published.length;
		const problems = report.problems.length + templates.problems.length + modules.errors;
		progress(changed > 0 ? `${changed} new` : 'nothing new');
		if (problems > 0) progress(`${changed} new, ${problems} problems above`);
		return problems;
	} finally {
		await close();
	}
}

function hashOf(folder: string): string {
	const hash = createHash('sha256').update(sourceHash());
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	for (const path of files.map((file) => join(file.parentPath, file.name)).sort()) {
		hash.update(path.slice(folder.length)).update('\0').update(readFileSync(path)).update('\0');
	}
	return hash.digest('hex');
}
