import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sql } from 'postgres';

/**
 * Puts the pictures of the sample's modules where the database of a clone says they are: the template's own files
 * stay with the process that loaded it.
 */
export async function putSampleFiles(sql: Sql, dataDir: string): Promise<void> {
	const rows = await sql<{ hash: string; key: string }[]>`
		select hash, storage_key as key from training_media`;
	const wanted = new Map(rows.map(({ hash, key }) => [hash.replace(/^sha256:/, ''), key]));
	const folder = join('content', 'training');
	for (const name of await readdir(folder, { recursive: true })) {
		if (name.endsWith('.md')) continue;
		const bytes = await readFile(join(folder, name)).catch(() => undefined);
		const key = bytes && wanted.get(createHash('sha256').update(bytes).digest('hex'));
		if (!key) continue;
		const path = join(dataDir, 'files', key);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
	}
}
