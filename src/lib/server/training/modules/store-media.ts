import { inArray } from 'drizzle-orm';
import type { ModuleMedia } from '#lib/training/module-text.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { storeFile } from '#lib/server/files/storage.ts';
import { trainingMedia } from './tables.ts';

/**
 * Keeps the bytes of pictures and files, each once however often it is used. Those that are kept already are not
 * written again. The caller has checked the types (`readMedia`) and that the person may.
 */
export async function storeMedia(
	db: DbOrTx,
	media: readonly ModuleMedia[],
	bytesOf: ReadonlyMap<string, Uint8Array>,
	at: Date
): Promise<void> {
	const missing = new Map(media.map((one) => [one.hash, one]));
	if (missing.size === 0) return;
	const kept = await db
		.select({ hash: trainingMedia.hash })
		.from(trainingMedia)
		.where(inArray(trainingMedia.hash, [...missing.keys()]));
	for (const { hash } of kept) missing.delete(hash);
	for (const { hash, name, type, size } of missing.values()) {
		const bytes = bytesOf.get(name);
		if (!bytes) throw new Error(`The bytes of ${name} are not at hand.`);
		const storageKey = await storeFile(bytes);
		const row = { hash, storageKey, type, size, storedAt: at };
		await db.insert(trainingMedia).values(row).onConflictDoNothing();
	}
}
