import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { config } from '#lib/server/config.ts';
import { newId } from '#lib/server/db/new-id.ts';

let disk: Disk | undefined;

/** Where uploaded files are: `files` in the folder DATA_DIR. What they are called there says nothing. */
export function filesFolder(): string {
	return join(config().dataDir, 'files');
}

/**
 * Keeps a file and returns the key under which it is found again. The key is ours, never the
 * name that somebody gave the file. The file is complete when this returns; write the row that
 * names the key afterwards, so that no row ever points to nothing.
 */
export async function storeFile(contents: Uint8Array | Readable): Promise<string> {
	const id = newId();
	// The end of a v7 id is random, so folders fill evenly.
	const key = `${id.slice(-2)}/${id}`;
	if (contents instanceof Uint8Array) await storage().put(key, contents);
	else await storage().putStream(key, contents);
	return key;
}

/** The stored bytes as a stream, for a download. Rejects when there is no such file. */
export function readStoredFile(key: string): Promise<Readable> {
	return storage().getStream(key);
}

/** Removes a stored file; one that is already gone is fine. */
export async function deleteStoredFile(key: string): Promise<void> {
	await storage().delete(key);
}

function storage(): Disk {
	disk ??= new Disk(new FSDriver({ location: filesFolder(), visibility: 'private' }));
	return disk;
}
