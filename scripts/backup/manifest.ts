import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { UsageError } from '../terminal/run-script.ts';

const part = { path: v.string(), bytes: v.number(), sha256: v.string() };

const schema = v.object({
	format: v.literal(1),
	createdAt: v.string(),
	/** Hashes of the migrations that the database had, in order. */
	migrations: v.array(v.string()),
	tables: v.array(
		v.object({ ...part, name: v.string(), columns: v.array(v.string()), rows: v.number() })
	),
	sequences: v.array(v.object({ name: v.string(), value: v.nullable(v.string()) })),
	files: v.array(v.object({ ...part, key: v.string() }))
});

/** What a backup holds. It is written last, so a folder without it is no backup. */
export type Manifest = v.InferOutput<typeof schema>;

/** Reads the manifest of a backup. Throws UsageError for a folder that is none. */
export function readManifest(folder: string): Manifest {
	let text: string;
	try {
		text = readFileSync(join(folder, 'manifest.json'), 'utf8');
	} catch {
		throw new UsageError(`${folder} is no complete backup: it has no manifest.json.`);
	}
	const result = v.safeParse(schema, JSON.parse(text));
	if (!result.success) throw new UsageError(`${folder}/manifest.json is not of a known form.`);
	return result.output;
}

/**
 * Reads every part of a backup and compares it with the manifest. Throws UsageError naming each
 * part that is missing or was changed.
 */
export async function verifyParts(folder: string, manifest: Manifest): Promise<void> {
	const wrong: string[] = [];
	for (const { path, sha256 } of [...manifest.tables, ...manifest.files]) {
		const found = await fileHash(join(folder, path)).catch(() => undefined);
		if (found !== sha256) wrong.push(`${path} ${found ? 'was changed' : 'is missing'}`);
	}
	if (wrong.length > 0) throw new UsageError(`The backup is damaged:\n  ${wrong.join('\n  ')}`);
}

/** The SHA-256 of a file, in hexadecimal. */
export async function fileHash(path: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(path), hash);
	return hash.digest('hex');
}
